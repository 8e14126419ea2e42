package cairn.ledger.chain;

import cairn.genesis.ConsensusParameters;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.BlockInContext;
import cairn.ledger.rules.HeaderInContext;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.PlacedBlock;
import cairn.ledger.rules.PlacedHeader;
import cairn.ledger.rules.Rule;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import java.time.InstantSource;

/** Tries out a block for which no work has been done yet. Belongs to the chain thread. */
final class TemplateCheck {
  private final ConsensusParameters consensus;
  private final InstantSource clock;

  TemplateCheck(ConsensusParameters consensus, InstantSource clock) {
    this.consensus = consensus;
    this.clock = clock;
  }

  /**
   * What all rules but that of the work say of a block, in their usual order.
   *
   * @param merkleRoot whether the header must commit to the transactions
   * @param chain on whose tip the block builds, all being settled
   */
  Verdict verdict(Block template, boolean merkleRoot, ConnectedChain chain) {
    var contents = merkleRoot ? BlockContents.WITHOUT_PROOF : BlockContents.TRANSACTIONS;
    var verdict = Rule.firstFailure(contents, template);
    if (!verdict.isValid()) {
      return verdict;
    }
    var place = new Place(consensus, chain.tip());
    long now = clock.instant().getEpochSecond();
    verdict = HeaderInContext.check(new PlacedHeader(template.header(), place, now));
    if (verdict.isValid()) {
      verdict = BlockInContext.check(new PlacedBlock(template, place));
    }
    return verdict.isValid()
        ? chain.tryOut(HeaderEntry.draft(template.header(), chain.tip()), template)
        : verdict;
  }
}
