package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.BlockPoint;
import cairn.genesis.BuriedHeights;
import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.genesis.RuleExceptions;
import cairn.ledger.ChainBuilder;
import cairn.ledger.TestNetworks;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Script;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DuplicateTransactionsTest {
  private static final Script SAME = Script.fromHex("0178");
  private static final BlockHash BLOCK = new BlockHash(1, 2, 3, 4);

  private final FakeAncestor tip = FakeAncestor.genesis(0, 1).extend(99, 4, 600);

  @Test
  void rejectsCoinbaseWithTheIdOfAnEarlierOne() {
    var chain = new ChainBuilder(regtest(100, null));
    chain.add(withSameCoinbase(chain));
    chain.mine(3);
    assertThat(chain.ledger().offer(withSameCoinbase(chain)))
        .hasToString("bad-txns-BIP30, tried to overwrite transaction");
  }

  @Test
  void acceptsItOnceTheEarlierOneIsSpent() {
    var chain = new ChainBuilder(regtest(200, null));
    chain.add(withSameCoinbase(chain));
    chain.mine(100);
    chain.mine(ChainBuilder.spend(chain.coinbase(1), ChainBuilder.anyone(0)));
    assertThat(chain.ledger().offer(withSameCoinbase(chain))).isEqualTo(OK);
  }

  @Test
  void arePossibleBelowTheHeightOfBip34() {
    assertThat(arePossible(regtest(100, null))).isTrue();
  }

  @Test
  void arePossibleAboveIfBip34DidNotBeginWithTheKnownBlock() {
    assertThat(arePossible(regtest(50, null))).isTrue();
    assertThat(arePossible(regtest(50, BLOCK))).isTrue();
  }

  @Test
  void areNotPossibleAboveTheKnownBlockThatBeganBip34() {
    assertThat(arePossible(regtest(50, tip.ancestor(50).hash()))).isFalse();
    assertThat(arePossible(regtest(99, tip.hash()))).isFalse();
    assertThat(arePossible(regtest(100, tip.hash()))).isTrue();
  }

  @Test
  void areNotPossibleWhereBip34HoldsFromTheFirstBlock() {
    assertThat(arePossible(Networks.regtest())).isFalse();
    assertThat(arePossible(regtest(2, null))).isTrue();
  }

  @Test
  void arePossibleAgainFromTheHeightOnThatOldCoinbasesClaimed() {
    var begin = new FakeAncestor(0, 4, 0, 1, null);
    var network = regtest(2, begin.extend(2, 4, 600).hash());
    var low = new FakeAncestor(1_983_700, 4, 0, 1, begin.extend(2, 4, 600));
    var high = new FakeAncestor(1_983_701, 4, 0, 1, begin.extend(2, 4, 600));
    assertThat(arePossible(network, low)).isFalse();
    assertThat(arePossible(network, high)).isTrue();
  }

  @Test
  void areNotLookedForInTheBlocksThatHadThem() {
    var consensus = Networks.main().consensus();
    for (var repeat : consensus.exceptions().bip30Repeats()) {
      var previous = new FakeAncestor(repeat.height() - 1, 1, 0, 1, null);
      var place = new Place(consensus, previous);
      assertThat(DuplicateTransactions.arePossible(place, repeat.hash())).isFalse();
      assertThat(DuplicateTransactions.arePossible(place, BLOCK)).isTrue();
    }
    assertThat(consensus.exceptions().bip30Repeats()).hasSize(2);
  }

  @Test
  void areAnExceptionOnlyAtTheirHeight() {
    var exceptions = new RuleExceptions(Map.of(), List.of(new BlockPoint(100, BLOCK)), List.of());
    var network = TestNetworks.with(regtest(200, null), exceptions);
    assertThat(arePossible(network, tip)).isFalse();
    assertThat(arePossible(network, tip.extend(1, 4, 600))).isTrue();
  }

  private boolean arePossible(Network network) {
    return arePossible(network, tip);
  }

  private static boolean arePossible(Network network, FakeAncestor previous) {
    return DuplicateTransactions.arePossible(new Place(network.consensus(), previous), BLOCK);
  }

  private static Block withSameCoinbase(ChainBuilder chain) {
    return chain.draft().coinbaseScript(SAME).coinbaseSats(1).withoutCommitment().mine();
  }

  private static Network regtest(int bip34, @Nullable BlockHash bip34Hash) {
    var heights = new BuriedHeights(bip34, bip34Hash, 1, 1, 1, 1);
    return TestNetworks.with(Networks.regtest(), heights);
  }
}
