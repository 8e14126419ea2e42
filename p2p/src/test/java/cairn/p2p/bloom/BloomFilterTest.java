package cairn.p2p.bloom;

import static cairn.primitives.Opcode.OP_0;
import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_HASH160;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.bloom.BloomFilter.Update;
import cairn.p2p.wire.BloomMessage.FilterLoad;
import cairn.p2p.wire.BloomMessage.MerkleBlock;
import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.PartialMerkleTree.Match;
import cairn.p2p.wire.Transactions;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Vectors;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BloomFilterTest {
  // Core's hash_tests
  @ParameterizedTest
  @CsvSource({
    "00000000, 00000000, ''",
    "6a396f08, fba4c795, ''",
    "81f16f39, ffffffff, ''",
    "514e28b7, 00000000, 00",
    "ea3f0b17, fba4c795, 00",
    "fd6cf10d, 00000000, ff",
    "16c6b7ab, 00000000, 0011",
    "8eb51c3d, 00000000, 001122",
    "b4471bf8, 00000000, 00112233",
    "e2301fa8, 00000000, 0011223344",
    "fc2e4a15, 00000000, 001122334455",
    "b074502c, 00000000, 00112233445566",
    "8034d2a0, 00000000, 0011223344556677",
    "b4698def, 00000000, 001122334455667788",
  })
  void hashesAsMurmur3(String hash, String seed, String bytes) {
    assertThat(Murmur3.hash(Integer.parseUnsignedInt(seed, 16), Bytes.fromHex(bytes)))
        .isEqualTo(Integer.parseUnsignedInt(hash, 16));
  }

  // Core's bloom_tests
  @ParameterizedTest
  @CsvSource({
    "0, 03614e9b050000000000000001",
    "-2147483647, 03ce4299050000000100008001",
  })
  void makesFiltersOfTheRightSize(int tweak, String encoded) {
    var filter = BloomFilter.sized(3, 0.01, tweak, Update.ALL);
    var first = Bytes.fromHex("99108ad8ed9bb6274d3980bab5a85c048f0950c8");
    assertThat(filter.contains(first)).isFalse();
    filter.insert(first);
    assertThat(filter.contains(first)).isTrue();
    assertThat(filter.contains(Bytes.fromHex("19108ad8ed9bb6274d3980bab5a85c048f0950c8")))
        .isFalse();
    filter.insert(Bytes.fromHex("b5a2c786d9ef4658287ced5914b37a1b4aa32eee"));
    filter.insert(Bytes.fromHex("b9300670b4c5366e95b2699e8b18bc75e5f729c5"));
    assertThat(MessageCodec.encode(filter.toMessage()).toHex()).isEqualTo(encoded);
  }

  @Test
  void growsNoLargerThanAllowed() {
    var filter = BloomFilter.sized(1_000_000, 1e-9, 0, Update.NONE).toMessage();
    assertThat(filter.filter().length()).isEqualTo(36_000);
    assertThat(filter.isTooLarge()).isFalse();
    var sparse = BloomFilter.sized(1, 1e-100, 0, Update.NONE).toMessage();
    assertThat(sparse.hashFunctions()).isEqualTo(50);
    var tooLarge = new FilterLoad(Bytes.EMPTY, 51, 0, 0);
    assertThatThrownBy(() -> BloomFilter.of(tooLarge)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void forgetsNothingAndBelievesLittle() {
    var random = new SplittableRandom(37);
    var filter = BloomFilter.sized(1000, 0.01, 5, Update.NONE);
    var inside = Stream.generate(() -> bytes(random)).limit(1000).toList();
    inside.forEach(filter::insert);
    var copy = BloomFilter.of(filter.toMessage());
    assertThat(inside).allMatch(copy::contains);
    long strangers =
        Stream.generate(() -> bytes(random)).limit(10_000).filter(copy::contains).count();
    assertThat(strangers).isBetween(50L, 200L);
  }

  private static Bytes bytes(SplittableRandom random) {
    var array = new byte[20];
    random.nextBytes(array);
    return Bytes.wrap(array);
  }

  // CVE-2013-5700
  @Test
  void aFilterOfNoBitsLetsEverythingThrough() {
    var filter = BloomFilter.of(new FilterLoad(Bytes.EMPTY, 5, 0, 1));
    filter.insert(Bytes.of(1));
    assertThat(filter.contains(Bytes.of(2))).isTrue();
    assertThat(filter.passes(Transactions.random(new SplittableRandom(1)))).isTrue();
  }

  @Test
  void aFilterWithoutHashFunctionsLetsEverythingThrough() {
    var filter = BloomFilter.of(new FilterLoad(Bytes.of(0), 0, 0, 1));
    assertThat(filter.contains(Bytes.of(2))).isTrue();
  }

  // What of a transaction is looked for

  private static final Bytes KEY = Bytes.fromHex("02" + "79".repeat(32));
  private static final Bytes HASH = Bytes.fromHex("04943fdd508053c75000106d3bc6e2754dbcff19");
  private static final Bytes SIGNATURE = Bytes.fromHex("30".repeat(70));
  private static final OutPoint SPENT = new OutPoint(new Txid(1, 2, 3, 4), 7);

  private static final Script TO_HASH =
      new ScriptBuilder()
          .op(OP_DUP)
          .op(OP_HASH160)
          .push(HASH)
          .op(OP_EQUALVERIFY)
          .op(OP_CHECKSIG)
          .build();

  private static final Script TO_KEY = new ScriptBuilder().push(KEY).op(OP_CHECKSIG).build();

  /** Pays to a hash, then to a key. */
  private static final Transaction FUNDING =
      transaction(SPENT, new ScriptBuilder().push(SIGNATURE).build(), TO_HASH, TO_KEY);

  private static Transaction transaction(OutPoint spent, Script scriptSig, Script... outputs) {
    return Transaction.of(
        1,
        List.of(new TxIn(spent, scriptSig, 0)),
        Stream.of(outputs).map(script -> new TxOut(new Amount(1), script)).toList(),
        0);
  }

  private static BloomFilter filter(Update update, Bytes... elements) {
    var filter = BloomFilter.sized(10, 0.000_001, 0, update);
    for (var element : elements) {
      filter.insert(element);
    }
    return filter;
  }

  @Test
  void aTransactionPassesByItsIdOrByWhatItPushesOrSpends() {
    for (var element : List.of(FUNDING.txid().bytes(), HASH, KEY, SIGNATURE)) {
      assertThat(filter(Update.ALL, element).passes(FUNDING)).isTrue();
    }
    var spending = filter(Update.ALL);
    spending.insert(SPENT);
    assertThat(spending.passes(FUNDING)).isTrue();
    assertThat(spending.contains(new OutPoint(SPENT.txid(), 6))).isFalse();
  }

  @Test
  void aTransactionPassesByNothingElse() {
    var other = new OutPoint(SPENT.txid(), 6);
    var filter = filter(Update.ALL, SIGNATURE.slice(1), HASH.slice(0, 19), TO_KEY.bytes());
    filter.insert(other);
    assertThat(filter.passes(FUNDING)).isFalse();
    // nothing at all is no element, though OP_0 pushes it
    var empty = transaction(SPENT, new ScriptBuilder().op(OP_0).build(), TO_HASH);
    assertThat(filter(Update.ALL, Bytes.EMPTY).passes(empty)).isFalse();
  }

  @Test
  void readsScriptsAsFarAsTheyCanBeRead() {
    var pushes = new ScriptBuilder().push(KEY).build().bytes();
    var cutOff = new Script(pushes.concat(Bytes.of(0x4c, 0xff)).concat(HASH));
    assertThat(filter(Update.ALL, KEY).passes(transaction(SPENT, Script.EMPTY, cutOff))).isTrue();
    assertThat(filter(Update.ALL, HASH).passes(transaction(SPENT, Script.EMPTY, cutOff))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, false, false",
    "ALL, true, true",
    "P2PUBKEY_ONLY, false, true",
    "RESERVED, false, false",
  })
  void letsThroughWhatSpendsAnOutput(Update update, boolean ofHash, boolean ofKey) {
    var filter = filter(update, HASH, KEY);
    assertThat(filter.passes(FUNDING)).isTrue();
    var toHash = new OutPoint(FUNDING.txid(), 0);
    var toKey = new OutPoint(FUNDING.txid(), 1);
    assertThat(filter.contains(toHash)).isEqualTo(ofHash);
    assertThat(filter.contains(toKey)).isEqualTo(ofKey);
    assertThat(filter.passes(transaction(toHash, Script.EMPTY))).isEqualTo(ofHash);
    assertThat(filter.passes(transaction(toKey, Script.EMPTY))).isEqualTo(ofKey);
  }

  @Test
  void outputsJoinThoughTheIdAloneWasLookedFor() {
    var filter = filter(Update.ALL, FUNDING.txid().bytes(), KEY);
    assertThat(filter.passes(FUNDING)).isTrue();
    assertThat(filter.contains(new OutPoint(FUNDING.txid(), 1))).isTrue();
    assertThat(filter.contains(new OutPoint(FUNDING.txid(), 0))).isFalse();
  }

  // What of a block passes

  @Test
  void filtersABlockAndLearnsOnTheWay() {
    var random = new SplittableRandom(5);
    var spending = transaction(new OutPoint(FUNDING.txid(), 1), Script.EMPTY, TO_HASH);
    var block =
        Transactions.block(
            random,
            List.of(
                Transactions.coinbase(random),
                Transactions.random(random),
                FUNDING,
                Transactions.random(random),
                spending));
    var filtered = FilteredBlock.of(block, filter(Update.ALL, KEY)::passes);
    assertThat(filtered.transactions()).containsExactly(FUNDING, spending);
    assertMatches(block, filtered.message(), FUNDING.txid(), spending.txid());
    var unlearned = FilteredBlock.of(block, filter(Update.NONE, KEY)::passes);
    assertThat(unlearned.transactions()).containsExactly(FUNDING);
  }

  @Test
  void filtersARealBlock() throws DecodeException {
    var block = Block.decode(Vectors.bytes(Vectors.file("chain/mainnet/block_169482.raw")));
    var last = block.transactions().getLast();
    var first = block.transactions().getFirst();
    var filter = filter(Update.ALL, last.txid().bytes());
    assertMatches(block, FilteredBlock.of(block, filter::passes).message(), last.txid());
    filter.insert(first.txid().bytes());
    var message = FilteredBlock.of(block, filter::passes).message();
    assertMatches(block, message, first.txid(), last.txid());
    assertThat(MessageCodec.decode("merkleblock", MessageCodec.encode(message))).isEqualTo(message);
  }

  private static void assertMatches(Block block, MerkleBlock message, Txid... txids) {
    var matches = message.tree().extract().orElseThrow();
    assertThat(message.header()).isEqualTo(block.header());
    assertThat(matches.root()).isEqualTo(block.header().merkleRoot());
    assertThat(matches.transactions())
        .isEqualTo(
            Stream.of(txids).map(txid -> new Match(block.txids().indexOf(txid), txid)).toList());
  }
}
