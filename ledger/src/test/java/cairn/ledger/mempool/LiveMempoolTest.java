package cairn.ledger.mempool;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.BroadcastAnswer;
import cairn.ledger.Coin;
import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolAnswer.Accepted;
import cairn.ledger.MempoolAnswer.Refused;
import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolLimits;
import cairn.ledger.PackageAnswer.Outcome;
import cairn.ledger.policy.PolicyOptions;
import cairn.primitives.Bytes;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveMempoolTest {
  private static final long COIN = 100_000_000;
  private static final long FEE = 1000;

  private final MempoolSetup setup = new MempoolSetup();
  private final LiveMempool mempool = setup.mempool;

  private static String code(MempoolAnswer answer) {
    return answer instanceof Refused(var why, _) ? why.code() : "accepted";
  }

  private MempoolEntry entry(Transaction transaction) {
    return Objects.requireNonNull(mempool.find(transaction.txid()));
  }

  private Transaction pay(long feeSats) {
    return setup.accept(Payments.of(setup.chain.coin(COIN)).to(COIN - feeSats));
  }

  private Transaction spend(Transaction parent, long feeSats) {
    long sats = parent.outputs().getFirst().value().sats();
    return setup.accept(Payments.of(Payments.from(parent)).to(sats - feeSats));
  }

  @Test
  void takesWhatKeepsTheRules() {
    var payment = Payments.of(setup.chain.coin(COIN)).to(COIN - FEE).make();
    var answer = (Accepted) setup.offer(payment);
    assertThat(answer.feeSats()).isEqualTo(FEE);
    assertThat(answer.virtualSize()).isEqualTo(Math.ceilDiv(payment.weight(), 4));
    assertThat(answer.judged().together()).containsExactly(payment.wtxid());
    assertThat(mempool.summary().count()).isOne();
    assertThat(mempool.summary().feeSats()).isEqualTo(FEE);
    assertThat(setup.told).containsExactly("1 +" + payment.txid());
  }

  @Test
  void hasScriptsOfWhatItExpectsRunByOthers() {
    var right = Payments.of(setup.chain.coin(COIN)).to(COIN - FEE).make();
    var coin = setup.chain.coin(COIN);
    var wrong =
        Transaction.of(
            2,
            List.of(new TxIn(coin, Script.EMPTY, 0, Witness.of(Bytes.EMPTY))),
            right.outputs(),
            0);
    mempool.expect(right);
    mempool.expect(wrong);
    assertThat(setup.others).hasSize(2);
    setup.others.forEach(Runnable::run);
    assertThat(code(setup.offer(right))).isEqualTo("accepted");
    assertThat(code(setup.offer(wrong))).startsWith("mempool-script-verify-flag-failed");
  }

  @Test
  void runsNoScriptsOfWhatIsRefusedAnyway() {
    mempool.expect(Payments.of(setup.chain.coin(COIN)).to(COIN).make());
    assertThat(setup.others).isEmpty();
  }

  @Test
  void onlyTestsWhatItIsToTest() {
    var payment = Payments.of(setup.chain.coin(COIN)).to(COIN - FEE).make();
    assertThat(mempool.test(List.of(payment)).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(setup.has(payment)).isFalse();
    assertThat(setup.told).isEmpty();
  }

  @Test
  void refusesWhatIsThere() {
    var payment = pay(FEE);
    assertThat(code(setup.offer(payment))).isEqualTo("txn-already-in-mempool");
  }

  @Test
  void refusesWhatSpendsNothingThatThereIs() {
    var coin = setup.chain.coin(COIN);
    setup.chain.remove(coin);
    assertThat(code(setup.offer(Payments.of(coin).to(COIN).make())))
        .isEqualTo("bad-txns-inputs-missingorspent");
  }

  @Test
  void knowsWhatIsInTheChainAlready() {
    var payment = Payments.of(setup.chain.coin(COIN)).to(COIN - FEE).make();
    setup.connect(payment);
    assertThat(code(setup.offer(payment))).isEqualTo("txn-already-known");
  }

  @Test
  void refusesLowFees() {
    var payment = Payments.of(setup.chain.coin(COIN)).to(COIN - 1).make();
    var answer = (Refused) setup.offer(payment);
    assertThat(answer.why()).hasToString("min relay fee not met, 1 < 10");
    assertThat(answer.judged()).isPresent();
  }

  @Test
  void letsTheOperatorRaiseFees() {
    var payment = Payments.of(setup.chain.coin(COIN)).to(COIN).make();
    mempool.prioritise(payment.txid(), FEE);
    assertThat(code(setup.offer(payment))).isEqualTo("accepted");
    var entry = entry(payment);
    assertThat(entry.feeSats()).isZero();
    assertThat(entry.modifiedFeeSats()).isEqualTo(FEE);
    mempool.prioritise(payment.txid(), 2 * FEE);
    assertThat(entry.modifiedFeeSats()).isEqualTo(3 * FEE);
    assertThat(mempool.<Long>reading(view -> view.chunk(entry).feeSats())).isEqualTo(3 * FEE);
  }

  @Test
  void addsUpWhateverTheOperatorAdds() {
    var parent = pay(FEE);
    var child = spend(parent, FEE);
    for (var transaction : List.of(parent, child)) {
      mempool.prioritise(transaction.txid(), Long.MAX_VALUE);
    }
    var entry = entry(parent);
    assertThat(entry.modifiedFeeSats()).isPositive();
    assertThat(mempool.<Long>reading(view -> view.chunk(entry).feeSats())).isPositive();
    mempool.prioritise(parent.txid(), Long.MIN_VALUE);
    mempool.prioritise(parent.txid(), Long.MIN_VALUE);
    assertThat(entry.modifiedFeeSats()).isNegative();
  }

  @Test
  void replacesWhatPaysLess() {
    var coin = setup.chain.coin(COIN);
    var first = setup.accept(Payments.of(coin).to(COIN - FEE));
    var child = spend(first, FEE);
    var second = Payments.of(coin).to(COIN - 3 * FEE).make();
    var answer = (Accepted) setup.offer(second);
    assertThat(answer.replaced()).containsExactly(first, child);
    assertThat(setup.has(first)).isFalse();
    assertThat(setup.has(child)).isFalse();
    assertThat(Objects.requireNonNull(mempool.spender(coin)).transaction()).isEqualTo(second);
    assertThat(setup.told)
        .containsExactly(
            "1 +" + first.txid(),
            "2 +" + child.txid(),
            "3 -" + first.txid() + " REPLACED",
            "4 -" + child.txid() + " REPLACED",
            "5 +" + second.txid());
  }

  @Test
  void replacesNothingForLess() {
    var coin = setup.chain.coin(COIN);
    var first = setup.accept(Payments.of(coin).to(COIN - FEE));
    assertThat(code(setup.offer(Payments.of(coin).to(COIN - FEE + 1).make())))
        .isEqualTo("insufficient fee");
    assertThat(setup.has(first)).isTrue();
  }

  @Test
  void replacesNothingThatABlockIsBetterWith() {
    var coin = setup.chain.coin(COIN);
    var small = setup.accept(Payments.of(coin).to(COIN - FEE));
    var large = Payments.of(coin).padded(5000).to(COIN - 2 * FEE).make();
    assertThat(code(setup.offer(large))).isEqualTo("replacement-failed");
    assertThat(setup.has(small)).isTrue();
  }

  @Test
  void refusesWhatSpendsWhatItReplaces() {
    var coin = setup.chain.coin(COIN);
    var first = setup.accept(Payments.of(coin).to(COIN - FEE));
    var both = Payments.of(coin, Payments.from(first)).to(COIN).make();
    assertThat(code(setup.offer(both))).isEqualTo("bad-txns-spends-conflicting-tx");
    assertThat(setup.has(first)).isTrue();
  }

  @Test
  void boundsTheCountOfAClusterAndRefusesTheNext() {
    var last = pay(FEE);
    for (int i = 1; i < MempoolLimits.MAX_CLUSTER_COUNT; i++) {
      last = spend(last, FEE);
    }
    var next = Payments.of(Payments.from(last)).to(COIN / 2).make();
    assertThat(code(setup.offer(next))).isEqualTo("too-large-cluster");
    assertThat(mempool.summary().count()).isEqualTo(MempoolLimits.MAX_CLUSTER_COUNT);
  }

  @Test
  void boundsTheSizeOfAClusterInVirtualBytes() {
    var first = setup.accept(Payments.of(setup.chain.coin(COIN)).padded(60_000).to(COIN / 2));
    var second = Payments.of(Payments.from(first, 1)).padded(60_000).to(COIN / 4).make();
    assertThat(code(setup.offer(second))).isEqualTo("too-large-cluster");
  }

  @Test
  void joinsClustersAndPartsThemWithABlock() {
    var one = pay(FEE);
    var other = pay(2 * FEE);
    var child =
        setup.accept(Payments.of(Payments.from(one), Payments.from(other)).to(2 * COIN - 10 * FEE));
    var entry = entry(child);
    assertThat(mempool.<Integer>reading(view -> view.ancestors(entry).size())).isEqualTo(3);
    assertThat(mempool.<Integer>reading(view -> view.cluster(entry).size())).isOne();
    setup.connect(one);
    assertThat(setup.has(one)).isFalse();
    assertThat(mempool.<Integer>reading(view -> view.ancestors(entry).size())).isEqualTo(2);
    assertThat(mempool.<Integer>reading(view -> view.parents(entry).size())).isOne();
  }

  @Test
  void saysWhatBecomesOfWhatTheOperatorHandsOver() {
    var coin = setup.chain.coin(COIN);
    var transaction = Payments.of(coin).to(COIN - FEE).make();
    var low = FeeRate.perKilobyte(100);
    assertThat(mempool.broadcast(transaction, low))
        .isInstanceOf(BroadcastAnswer.TooExpensive.class);
    assertThat(setup.has(transaction)).isFalse();
    assertThat(mempool.broadcast(transaction, null))
        .isEqualTo(new BroadcastAnswer.InMempool(transaction.wtxid()));
    assertThat(mempool.unbroadcast()).containsExactly(transaction.txid());
    mempool.fetched(transaction.txid());
    assertThat(mempool.broadcast(transaction, low))
        .as("it is there already")
        .isEqualTo(new BroadcastAnswer.InMempool(transaction.wtxid()));
    assertThat(mempool.unbroadcast()).isEmpty();
    setup.connect(transaction);
    assertThat(mempool.broadcast(transaction, null)).isInstanceOf(BroadcastAnswer.InChain.class);
    var orphan = Payments.of(new OutPoint(new Txid(9, 9, 9, 9), 0)).to(COIN).make();
    assertThat(mempool.broadcast(orphan, null)).isInstanceOf(BroadcastAnswer.Refused.class);
  }

  @Test
  void putsTheBestFirst() {
    var poor = pay(FEE);
    var rich = pay(5 * FEE);
    var poorsChild = spend(poor, 20 * FEE);
    assertThat(
            mempool.<List<Transaction>>reading(
                view -> view.inMiningOrder().stream().map(entry -> entry.transaction()).toList()))
        .containsExactly(poor, poorsChild, rich);
  }

  @Test
  void removesWhatABlockMakesImpossible() {
    var coin = setup.chain.coin(COIN);
    var ours = setup.accept(Payments.of(coin).to(COIN - FEE));
    var child = spend(ours, FEE);
    setup.connect(Payments.of(coin).to(COIN - 2 * FEE).make());
    assertThat(setup.has(ours)).isFalse();
    assertThat(setup.has(child)).isFalse();
    assertThat(setup.told).endsWith("4 -" + child.txid() + " CONFLICT");
  }

  @Test
  void takesBackWhatWasInABlock() {
    var coin = setup.chain.coin(COIN);
    var mined = Payments.of(coin).to(COIN - FEE).make();
    setup.connect(mined);
    var child = spend(mined, FEE);
    setup.chain.shrink(1);
    setup.chain.remove(Payments.from(mined));
    setup.chain.put(coin, new Coin(mined.outputs().getFirst(), FakeChain.HEIGHT, false));
    mempool.disconnected(MempoolSetup.block(mined));
    setup.settle();
    assertThat(setup.has(mined)).isTrue();
    assertThat(setup.has(child)).isTrue();
    var entry = entry(mined);
    assertThat(entry.sequence()).isZero();
    assertThat(mempool.<Integer>reading(view -> view.descendants(entry).size())).isEqualTo(2);
  }

  @Test
  void removesWhatIsTooEarlyAfterAReorganisation() {
    var coin = setup.chain.coin(COIN, FakeChain.HEIGHT - 99, true);
    var early = setup.accept(Payments.of(coin).to(COIN - FEE));
    var child = spend(early, FEE);
    setup.chain.shrink(1);
    mempool.disconnected(MempoolSetup.block());
    setup.settle();
    assertThat(setup.has(early)).isFalse();
    assertThat(setup.has(child)).isFalse();
  }

  @Test
  void removesWhatIsTooOld() {
    var old = pay(FEE);
    var child = spend(old, FEE);
    setup.now = setup.now.plus(MempoolLimits.DEFAULT.expiry()).plusSeconds(1);
    var young = pay(FEE);
    assertThat(setup.has(old)).isFalse();
    assertThat(setup.has(child)).isFalse();
    assertThat(setup.has(young)).isTrue();
  }

  @Test
  void removesWhatPaysLeastWhenItIsFullAndAsksForMoreThen() {
    var limits = new MempoolLimits(200_000, Duration.ofDays(1), 64, 101_000);
    var full = new MempoolSetup(PolicyOptions.DEFAULT, limits);
    var payments = new ArrayList<Transaction>();
    for (long fee = 20_000; fee <= 400_000; fee += 20_000) {
      payments.add(full.accept(Payments.of(full.chain.coin(COIN)).padded(10_000).to(COIN - fee)));
    }
    assertThat(full.has(payments.getFirst())).isFalse();
    assertThat(full.mempool.summary().memoryBytes()).isLessThanOrEqualTo(limits.maxBytes());
    var minimum = full.mempool.summary().minimumFee().satsPerKilobyte();
    assertThat(minimum).isGreaterThan(2000);
    var late = Payments.of(full.chain.coin(COIN)).to(COIN - 150).make();
    assertThat(code(full.offer(late))).isEqualTo("mempool min fee not met");
    full.connect();
    full.now = full.now.plus(Duration.ofHours(12));
    assertThat(full.mempool.summary().minimumFee().satsPerKilobyte())
        .isBetween(minimum / 2 - 1, minimum / 2 + 1);
  }

  @Test
  void letsAChildPayForItsParent() {
    var parent = Payments.of(setup.chain.coin(COIN)).to(COIN).make();
    var child = Payments.of(Payments.from(parent)).to(COIN - 10 * FEE).make();
    assertThat(code(setup.offer(parent))).isEqualTo("min relay fee not met");
    var answer = mempool.offer(List.of(parent, child), null);
    assertThat(answer.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(answer.transactions().values())
        .allSatisfy(one ->
            assertThat(((Accepted) one).judged().together())
                .containsExactly(parent.wtxid(), child.wtxid()));
    assertThat(setup.has(parent)).isTrue();
    assertThat(setup.has(child)).isTrue();
  }

  @Test
  void takesWhatItCanOfAPackage() {
    var parent = Payments.of(setup.chain.coin(COIN)).to(COIN - FEE).make();
    var child = Payments.of(Payments.from(parent)).to(COIN - FEE - 1).make();
    var answer = mempool.offer(List.of(parent, child), null);
    assertThat(answer.outcome()).isEqualTo(Outcome.TRANSACTION_REFUSED);
    assertThat(answer.code()).isEqualTo("transaction failed");
    assertThat(setup.has(parent)).isTrue();
    assertThat(setup.has(child)).isFalse();
  }

  @Test
  void wantsPackagesInOrder() {
    var parent = Payments.of(setup.chain.coin(COIN)).to(COIN - FEE).make();
    var child = Payments.of(Payments.from(parent)).to(COIN - 2 * FEE).make();
    assertThat(mempool.offer(List.of(child, parent), null).code()).isEqualTo("package-not-sorted");
    assertThat(mempool.test(List.of(parent, child)).transactions()).hasSize(2);
  }

  @Test
  void evictsTheSiblingOfAChildOfVersion3() {
    var parent =
        setup.accept(Payments.of(setup.chain.coin(COIN)).version(3).to(COIN / 3, COIN / 3));
    var first = setup.accept(Payments.of(Payments.from(parent, 0)).version(3).to(COIN / 3 - FEE));
    var second = Payments.of(Payments.from(parent, 1)).version(3).to(COIN / 3 - 5 * FEE).make();
    assertThat(((Accepted) setup.offer(second)).replaced()).containsExactly(first);
  }

  @Test
  void runsScripts() {
    var coin = setup.chain.coin(COIN);
    var good = Payments.of(coin).to(COIN - FEE).make();
    var input = good.inputs().getFirst();
    var bad =
        Transaction.of(2, List.of(input.with(Witness.of(Bytes.fromHex("00")))), good.outputs(), 0);
    assertThat(code(setup.offer(bad)))
        .isEqualTo("mempool-script-verify-flag-failed (Witness program hash mismatch)");
    assertThat(Optional.ofNullable(mempool.find(bad.txid()))).isEmpty();
  }
}
