package cairn.rpc.mining;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.mining.BlockAssembler;
import cairn.ledger.mining.BlockOptions;
import cairn.ledger.mining.BlockTemplate;
import cairn.ledger.mining.Candidates;
import cairn.ledger.rules.Place;
import cairn.primitives.Script;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes blocks that have yet to be mined, and knows how full the last one was. Thread-safe. */
public final class Templates {
  private final Ledger ledger;
  private final BlockOptions options;
  private volatile @Nullable Filling last;

  /**
   * How full a block is.
   *
   * @param transactions how many besides the coinbase
   * @param weight of those and what is reserved for all else, in weight units
   */
  record Filling(int transactions, int weight) {}

  /**
   * Makes no block yet.
   *
   * @param options for the blocks, whoever is paid
   */
  public Templates(Ledger ledger, BlockOptions options) {
    this.ledger = ledger;
    this.options = options;
  }

  BlockOptions options() {
    return options;
  }

  /** How full the last block was; empty if there has been none. */
  Optional<Filling> last() {
    return Optional.ofNullable(last);
  }

  /** A block on {@code tip} that pays to {@code output}. */
  BlockTemplate make(IndexedBlock tip, Instant now, Script output, Candidates from) {
    var place = new Place(ledger.config().network().consensus(), tip);
    int version = ledger.state().versionBits().versionAfter(tip);
    var template =
        BlockAssembler.assemble(place, version, now.getEpochSecond(), output, options, from);
    var chosen = template.chosen();
    int weight = chosen.stream().mapToInt(each -> each.transaction().weight()).sum();
    last = new Filling(chosen.size(), options.reservedWeight() + weight);
    return template;
  }
}
