package cairn.ledger.mining;

import static cairn.ledger.ChainBuilder.ANYONE;
import static cairn.ledger.ChainBuilder.ANYONE_WITH_WITNESS;
import static cairn.ledger.ChainBuilder.anyone;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.ledger.ChainBuilder;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.VersionBits;
import cairn.ledger.rules.WitnessCommitment;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.address.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BlockAssemblerTest {
  private final ChainBuilder chain = ChainBuilder.regtest();
  private final VersionBits versionBits = new VersionBits(chain.network());

  private Place place() {
    return new Place(chain.network().consensus(), chain.entry(chain.height()));
  }

  private BlockTemplate assemble(long now, Script output, Candidates candidates) {
    var place = place();
    return BlockAssembler.assemble(
        place,
        versionBits.versionAfter(place.previous()),
        now,
        output,
        BlockOptions.USUAL,
        candidates);
  }

  private static Block mine(Block block) {
    var outcome = NonceSearch.search(block, 1000, () -> false);
    return ((NonceSearch.Outcome.Found) outcome).block();
  }

  @Test
  void makesTheBlocksThatCoreMakes() throws Exception {
    // The chain whose last hash Core's rpc_dumptxoutset.py knows.
    var format = Networks.regtest().addresses();
    var output = Address.parse("mjTkW3DjgyZck4KbiRusZsqTgaYTxdSz6z", format).scriptPubKey();
    long now = chain.network().genesis().header().time() + 1;
    for (int i = 0; i < 100; i++) {
      chain.add(mine(assemble(now, output, Candidates.NONE).block()));
    }
    assertThat(chain.tip().hash().display())
        .isEqualTo("220aee93f0f5409631f35488898258f0930952bd620063cb4d7d87f7c28a8f50");
  }

  @Test
  void commitsToTheTransactionsAndCollectsTheirFees() {
    chain.mine(102);
    var funding =
        chain.mine(
            ChainBuilder.spend(
                chain.coinbase(1),
                new TxOut(new Amount(50 * Amount.SATS_PER_COIN), ANYONE_WITH_WITNESS)));
    var spendable = funding.transactions().get(1);
    var withWitness =
        ChainBuilder.spend(
            new TxIn(
                new OutPoint(spendable.txid(), 0),
                Script.EMPTY,
                TxIn.SEQUENCE_FINAL,
                ChainBuilder.ANYONE_WITNESS),
            anyone(1000));
    var rooms = new ArrayList<Candidates.Room>();
    var candidate = new Candidate(withWitness, 50 * Amount.SATS_PER_COIN - 1000, 0);
    var template =
        assemble(
            chain.tip().header().time() + 1,
            ANYONE,
            room -> {
              rooms.add(room);
              return List.of(candidate);
            });
    assertThat(rooms)
        .containsExactly(
            new Candidates.Room(
                chain.tip().hash(),
                104,
                chain.entry(103).medianTimePast(),
                4_000_000 - 8000,
                80_000 - 400,
                FeeRate.perKilobyte(1)));
    assertThat(template.rewardSats()).isEqualTo(100 * Amount.SATS_PER_COIN - 1000);
    assertThat(chain.add(mine(template.block())).transactions()).hasSize(2);
  }

  @Test
  void addsTransactionsWithoutCollectingTheirFees() {
    chain.mine(101);
    var template = assemble(chain.tip().header().time() + 1, ANYONE, Candidates.NONE).block();
    var payment = ChainBuilder.spend(chain.coinbase(1), anyone(1000));
    var block = chain.add(mine(BlockAssembler.with(List.of(payment), place(), template)));
    assertThat(block.transactions().getFirst().outputs().getFirst().value().sats())
        .isEqualTo(50 * Amount.SATS_PER_COIN);
  }

  @Test
  void isNeverBeforeTheMedianOfThePast() {
    chain.mine(3);
    var block = assemble(0, ANYONE, Candidates.NONE).block();
    assertThat(block.header().time()).isEqualTo(chain.entry(3).medianTimePast() + 1);
  }

  @Test
  void hasAnotherVersionIfAsked() {
    var options = new BlockOptions(4_000_000, 8000, FeeRate.perKilobyte(1), OptionalInt.of(4));
    var template =
        BlockAssembler.assemble(place(), 1, 2_000_000_000, ANYONE, options, Candidates.NONE);
    assertThat(template.block().header().version()).isEqualTo(4);
  }

  @Test
  void putsTheReservedValueBackWhereAMinerLeftItOut() {
    var block = mine(assemble(2_000_000_000, ANYONE, Candidates.NONE).block());
    var coinbase = block.transactions().getFirst();
    assertThat(WitnessCommitment.outputOf(coinbase)).isOne();
    var bare =
        Transaction.of(
            coinbase.version(),
            List.of(coinbase.inputs().getFirst().with(Witness.EMPTY)),
            coinbase.outputs(),
            coinbase.lockTime());
    var stripped = Block.of(block.header(), List.of(bare));
    assertThat(BlockAssembler.withReservedValue(stripped, place())).isEqualTo(block);
    assertThat(BlockAssembler.withReservedValue(block, place())).isSameAs(block);
    var empty = Block.of(block.header(), List.of());
    assertThat(BlockAssembler.withReservedValue(empty, place())).isSameAs(empty);
  }
}
