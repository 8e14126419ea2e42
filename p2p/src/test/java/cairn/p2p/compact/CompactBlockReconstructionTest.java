package cairn.p2p.compact;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.compact.PartialBlock.Outcome;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.CompactBlockMessage.PrefilledTransaction;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.ShortIds;
import cairn.p2p.wire.Transactions;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.DecodeException;
import cairn.primitives.MerkleRoot;
import cairn.primitives.MerkleTree;
import cairn.primitives.Transaction;
import cairn.primitives.Vectors;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of Core's blockencodings_tests, and all of the ways to fail that its code has. */
class CompactBlockReconstructionTest {
  private final SplittableRandom random = new SplittableRandom(152);
  private final Block block = Transactions.block(random, 4);
  private final List<Transaction> transactions = block.transactions();
  private final CmpctBlock compact = CompactBlocks.of(block, random.nextLong());

  // What goes right

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void putsABlockTogetherAgain(long seed) throws DecodeException {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 40; round++) {
      var block = Transactions.block(random, random.nextInt(1, 40));
      var sent = reread(prefilling(block, random, random.nextInt(1, 6)));
      var known =
          new ArrayList<>(block.transactions().stream().filter(_ -> random.nextBoolean()).toList());
      known.addAll(others(random, 20));
      Collections.shuffle(known, new Random(seed));
      int cut = random.nextInt(known.size());
      var source = new MemoryTransactions(known.subList(0, cut));

      var partial = partial(sent, source, known.subList(cut, known.size()));
      assertThat(partial.hash()).isEqualTo(block.hash());
      assertThat(partial.transactionCount()).isEqualTo(block.transactions().size());
      assertThat(partial.prefilled() + partial.known() + partial.missing().size())
          .isEqualTo(partial.transactionCount());
      var request = reread(new GetBlockTxn(block.hash(), partial.missing()));
      var answer = reread(CompactBlocks.answer(request, block).orElseThrow());
      assertThat(partial.fill(answer.transactions(), CompactBlockReconstructionTest::mutated))
          .isEqualTo(new Outcome.Complete(block));
    }
  }

  @Test
  void prefillsTheCoinbaseAlone() {
    assertThat(compact.prefilled())
        .containsExactly(new PrefilledTransaction(0, transactions.getFirst()));
    assertThat(compact.shortIds().size()).isEqualTo(3);
    assertThat(compact.transactionCount()).isEqualTo(4);
  }

  @Test
  void needsNothingButTheCoinbaseOfABlockWithoutMore() {
    var small = Transactions.block(random, 1);
    var partial = partial(CompactBlocks.of(small, 1), TransactionSource.NONE, List.of());
    assertThat(partial.missing()).isEmpty();
    assertThat(partial.fill(List.of(), CompactBlockReconstructionTest::mutated))
        .isEqualTo(new Outcome.Complete(small));
  }

  @Test
  void saysWhereItsTransactionsCameFrom() {
    var source = new MemoryTransactions(List.of(transactions.get(2)));
    // that which the source had is not counted again
    var extra = List.of(transactions.get(2), transactions.get(1));
    var partial = partial(compact, source, extra);
    assertThat(partial.prefilled()).isEqualTo(1);
    assertThat(partial.known()).isEqualTo(2);
    assertThat(partial.fromExtra()).isEqualTo(1);
    assertThat(partial.missing()).containsExactly(3);
  }

  @Test
  void looksNoFurtherWhenNothingIsMissing() {
    var known = new ArrayList<>(transactions.subList(1, 4));
    known.addAll(others(random, 10));
    var source = new MemoryTransactions(known);
    assertThat(partial(compact, source, List.of()).missing()).isEmpty();
    assertThat(source.shown()).isEqualTo(3);
  }

  @Test
  void doesWithoutATransactionThatHasJustLeftTheSource() {
    var source = new MemoryTransactions(transactions).without(transactions.get(2));
    assertThat(partial(compact, source, List.of()).missing()).containsExactly(2);
    assertThat(partial(compact, source, List.of(transactions.get(2))).missing()).isEmpty();
  }

  @Test
  void knowsTheCompactBlockOfARealBlock() throws DecodeException {
    var block = Block.decode(Vectors.bytes(Vectors.file("net/block_426884.raw")));
    var payload = Vectors.bytes(Vectors.file("net/cmpctblock_426884.raw"));
    var compact = (CmpctBlock) MessageCodec.decode("cmpctblock", payload);
    assertThat(MessageCodec.encode(compact)).isEqualTo(payload);
    var partial = partial(compact, new MemoryTransactions(block.transactions()), List.of());
    assertThat(partial.missing()).isEmpty();
    assertThat(partial.fill(List.of(), CompactBlockReconstructionTest::mutated))
        .isEqualTo(new Outcome.Complete(block));
    assertThat(CompactBlocks.of(block, compact.nonce()).shortIds().packed())
        .isEqualTo(compact.shortIds().packed());
  }

  // What the sender does wrong

  @Test
  void refusesABlockOfNothing() {
    assertInvalid(new CmpctBlock(block.header(), 1, ShortIds.of(), List.of()));
    var nothing = new BlockHeader(0, BlockHash.ZERO, MerkleRoot.ZERO, 0, 0, 0);
    assertInvalid(new CmpctBlock(nothing, 1, compact.shortIds(), compact.prefilled()));
  }

  @Test
  void refusesMoreTransactionsThanABlockCanHave() {
    var prefilled = compact.prefilled();
    var most = new CmpctBlock(block.header(), 1, ids(99_999), prefilled);
    assertThat(start(most)).isNotInstanceOf(Outcome.Invalid.class);
    assertInvalid(new CmpctBlock(block.header(), 1, ids(100_000), prefilled));
  }

  @Test
  void refusesEmptyTransactions() {
    var empty = Transaction.of(1, List.of(), List.of(), 0);
    assertInvalid(withPrefilled(2, new PrefilledTransaction(0, empty)));
  }

  @Test
  void refusesPrefilledTransactionsPast65535() {
    var first = new PrefilledTransaction(65_535, transactions.get(0));
    var second = new PrefilledTransaction(0, transactions.get(1));
    assertThat(start(withPrefilled(65_535, first))).isInstanceOf(Outcome.Partial.class);
    assertInvalid(withPrefilled(65_535, first, second));
  }

  @Test
  void refusesGapsThatNoShortIdFills() {
    var first = transactions.getFirst();
    assertThat(start(withPrefilled(2, new PrefilledTransaction(2, first))))
        .isInstanceOf(Outcome.Partial.class);
    assertInvalid(withPrefilled(2, new PrefilledTransaction(3, first)));
    assertInvalid(withPrefilled(0, new PrefilledTransaction(1, first)));
    assertInvalid(
        withPrefilled(2, new PrefilledTransaction(0, first), new PrefilledTransaction(3, first)));
  }

  @Test
  void refusesTooFewAndTooManyTransactions() {
    var partial = partial(compact, TransactionSource.NONE, List.of());
    assertThat(partial.missing()).containsExactly(1, 2, 3);
    for (var found :
        List.of(List.<Transaction>of(), transactions.subList(1, 3), transactions.subList(0, 4))) {
      assertThat(partial.fill(found, _ -> false)).isInstanceOf(Outcome.Invalid.class);
    }
    assertThat(partial.fill(transactions.subList(1, 4), _ -> false))
        .isInstanceOf(Outcome.Complete.class);
  }

  // What may be chance

  @Test
  void failsOnShortIdsThatAreEqual() {
    var ids = ShortIds.of(1, 2, 1);
    assertThat(start(new CmpctBlock(block.header(), 1, ids, compact.prefilled())))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void failsOnShortIdsThatFallTogether() {
    // sixteen buckets: twelve in one of them are let through, as Core does
    var twelve = IntStream.range(0, 16).mapToLong(i -> i < 12 ? 16L * i : i).toArray();
    assertThat(start(new CmpctBlock(block.header(), 1, ShortIds.of(twelve), compact.prefilled())))
        .isInstanceOf(Outcome.Partial.class);
    var thirteen = IntStream.range(0, 16).mapToLong(i -> i < 13 ? 16L * i : i).toArray();
    assertThat(start(new CmpctBlock(block.header(), 1, ShortIds.of(thirteen), compact.prefilled())))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void letsThroughHonestShortIds() {
    for (int size : new int[] {1, 2, 3, 100, 4096, 5000, 16_000}) {
      assertThat(start(new CmpctBlock(block.header(), 1, ids(size), compact.prefilled())))
          .isInstanceOf(Outcome.Partial.class);
    }
  }

  @Test
  void failsIfTheTransactionsAreOthersThanTheHeaderCommitsTo() {
    var partial = partial(compact, TransactionSource.NONE, List.of());
    var wrong = List.of(transactions.get(1), transactions.get(1), transactions.get(3));
    assertThat(partial.fill(wrong, CompactBlockReconstructionTest::mutated))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void asksForWhatTwoTransactionsMayBe() {
    var twins = others(random, 2);
    ToLongFunction<Wtxid> shortener =
        wtxid -> twins.stream().anyMatch(t -> t.wtxid().equals(wtxid)) ? 7 : 1;
    var sent = new CmpctBlock(block.header(), 1, ShortIds.of(5, 7, 9), compact.prefilled());
    var one = new MemoryTransactions(List.of(twins.getFirst()));
    var both = new MemoryTransactions(twins);
    assertThat(missing(sent, one, List.of(), shortener)).containsExactly(1, 3);
    assertThat(missing(sent, both, List.of(), shortener)).containsExactly(1, 2, 3);
    assertThat(missing(sent, one, List.of(twins.getLast()), shortener)).containsExactly(1, 2, 3);
    assertThat(missing(sent, TransactionSource.NONE, twins, shortener)).containsExactly(1, 2, 3);
    // the same one twice is no collision, and a third does not undo one
    assertThat(missing(sent, one, List.of(twins.getFirst()), shortener)).containsExactly(1, 3);
    assertThat(missing(sent, both, twins, shortener)).containsExactly(1, 2, 3);
  }

  // The slow twin: looks at each transaction in turn, and at all places for each.

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void findsWhatTheSlowTwinFinds(long seed) {
    var random = new SplittableRandom(seed);
    int collisions = 0;
    for (int round = 0; round < 300; round++) {
      // short ids of few bits, so that they collide
      int bits = random.nextInt(4, 9);
      ToLongFunction<Wtxid> shortener = wtxid -> wtxid.w0() >>> (64 - bits);
      var block = Transactions.block(random, random.nextInt(1, 8));
      var sent = shortened(prefilling(block, random, random.nextInt(1, 3)), block, shortener);
      var known = new ArrayList<>(others(random, random.nextInt(12)));
      known.addAll(block.transactions().subList(0, random.nextInt(block.transactions().size())));
      Collections.shuffle(known, new Random(random.nextLong()));
      int cut = random.nextInt(known.size() + 1);
      var source = new MemoryTransactions(known.subList(0, cut));
      var extra = new ArrayList<>(known.subList(cut, known.size()));
      extra.addAll(known.subList(0, random.nextInt(known.size() + 1)));

      var outcome = CompactBlockReconstruction.start(sent, source, extra, shortener);
      var expected = SlowTwin.missing(sent, known.subList(0, cut), extra, shortener);
      if (outcome instanceof Outcome.Partial(var partial)) {
        assertThat(partial.missing()).isEqualTo(expected);
        assertThat(partial.known()).isEqualTo(sent.shortIds().size() - partial.missing().size());
      } else {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(expected).isNull();
        collisions++;
      }
    }
    assertThat(collisions).isBetween(1, 299);
  }

  private static List<Integer> missing(
      CmpctBlock sent,
      TransactionSource source,
      List<Transaction> extra,
      ToLongFunction<Wtxid> shortener) {
    var outcome = CompactBlockReconstruction.start(sent, source, extra, shortener);
    return ((Outcome.Partial) outcome).partial().missing();
  }

  private static PartialBlock partial(
      CmpctBlock compact, TransactionSource source, List<Transaction> extra) {
    return ((Outcome.Partial) CompactBlockReconstruction.start(compact, source, extra)).partial();
  }

  private static Outcome start(CmpctBlock compact) {
    return CompactBlockReconstruction.start(compact, TransactionSource.NONE, List.of());
  }

  private static void assertInvalid(CmpctBlock compact) {
    assertThat(start(compact)).isInstanceOf(Outcome.Invalid.class);
  }

  private CmpctBlock withPrefilled(int shortIds, PrefilledTransaction... prefilled) {
    return new CmpctBlock(block.header(), 1, ids(shortIds), List.of(prefilled));
  }

  /** As honest short ids are: no two alike, and spread evenly. */
  private ShortIds ids(int count) {
    return ShortIds.of(random.longs(count).toArray());
  }

  private static boolean mutated(Block block) {
    var tree = MerkleTree.of(block.txids());
    return !tree.root().equals(block.header().merkleRoot()) || tree.hasEqualNeighbours();
  }

  private static List<Transaction> others(SplittableRandom random, int count) {
    return Stream.generate(() -> Transactions.random(random)).limit(count).toList();
  }

  /** A compact block with the coinbase and about one of {@code every} transactions prefilled. */
  private static CmpctBlock prefilling(Block block, SplittableRandom random, int every) {
    var key = ShortIdKey.of(block.header(), every);
    var ids = new ArrayList<Long>();
    var prefilled = new ArrayList<PrefilledTransaction>();
    int gap = 0;
    for (var transaction : block.transactions()) {
      if (transaction.isCoinbase() || random.nextInt(every) == 0) {
        prefilled.add(new PrefilledTransaction(gap, transaction));
        gap = 0;
      } else {
        ids.add(key.shortId(transaction.wtxid()));
        gap++;
      }
    }
    var packed = ShortIds.of(ids.stream().mapToLong(Long::longValue).toArray());
    return new CmpctBlock(block.header(), every, packed, prefilled);
  }

  /** The same with other short ids. */
  private static CmpctBlock shortened(
      CmpctBlock compact, Block block, ToLongFunction<Wtxid> shortener) {
    var prefilled = compact.prefilled().stream().map(PrefilledTransaction::transaction).toList();
    var ids =
        block.transactions().stream()
            .filter(transaction -> !prefilled.contains(transaction))
            .mapToLong(transaction -> shortener.applyAsLong(transaction.wtxid()))
            .toArray();
    return new CmpctBlock(compact.header(), compact.nonce(), ShortIds.of(ids), compact.prefilled());
  }

  @SuppressWarnings("unchecked")
  private static <T extends Message> T reread(T message) throws DecodeException {
    var decoded = MessageCodec.decode(message.command(), MessageCodec.encode(message));
    assertThat(decoded).isEqualTo(message);
    return (T) decoded;
  }
}
