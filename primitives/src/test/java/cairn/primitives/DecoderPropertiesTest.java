package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every input of the decoders, tried on random ones. */
class DecoderPropertiesTest {
  /** Lengths and flags that decoders may stumble over. */
  private static final List<Bytes> TRAPS =
      List.of(
          Bytes.of(0),
          Bytes.of(0, 1),
          Bytes.of(0, 2),
          Bytes.of(0, 3),
          Bytes.of(0xfd, 0, 0),
          Bytes.of(0xfd, 0xff, 0xff),
          Bytes.of(0xfe, 0, 0, 0, 2),
          Bytes.of(0xfe, 0xff, 0xff, 0xff, 0xff),
          Bytes.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f),
          Bytes.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void decodeUndoesEncode(long seed) throws DecodeException {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var transaction = transaction(random, 1);
      var decoded = Transaction.decode(transaction.serialized());
      assertThat(decoded).isEqualTo(transaction);
      assertThat(decoded.inputs()).isEqualTo(transaction.inputs());
      assertThat(decoded.outputs()).isEqualTo(transaction.outputs());
      assertThat(decoded.version()).isEqualTo(transaction.version());
      assertThat(decoded.lockTime()).isEqualTo(transaction.lockTime());
      assertThat(decoded.txid()).isEqualTo(transaction.txid());
      assertThat(decoded.wtxid()).isEqualTo(transaction.wtxid());
      assertThat(decoded.weight()).isEqualTo(transaction.weight());
      var plain = Transaction.decodeWithoutWitness(transaction.serializedWithoutWitness());
      assertThat(plain.txid()).isEqualTo(transaction.txid());
      assertThat(plain.totalSize()).isEqualTo(transaction.strippedSize());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void readsATransactionWithoutInputsInTheOldFormAlone(long seed) throws DecodeException {
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      var transaction =
          Transaction.of(random.nextInt(), List.of(), outputs(random, 1), lockTime(random));
      var decoded = Transaction.decodeWithoutWitness(transaction.serialized());
      assertThat(decoded).isEqualTo(transaction);
      assertThat(decoded.txid()).isEqualTo(transaction.txid());
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> Transaction.decode(transaction.serialized()));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void refusesEveryBeginningOfATransaction(long seed) {
    var random = new Random(seed);
    var bytes = transaction(random, 1).serialized();
    for (int length = 0; length < bytes.length(); length++) {
      var beginning = bytes.slice(0, length);
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> Transaction.decode(beginning));
    }
  }

  /** A decoder throws nothing else than its own exception, and takes no spelling but one. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void readsASpoiltTransactionExactlyOrNotAtAll(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var bytes = spoilt(random, transaction(random, 0).serialized());
      try {
        var read = Transaction.decode(bytes);
        var again = Transaction.of(read.version(), read.inputs(), read.outputs(), read.lockTime());
        assertThat(again.serialized()).isEqualTo(bytes);
        assertThat(again.txid()).isEqualTo(read.txid());
        assertThat(again.wtxid()).isEqualTo(read.wtxid());
        assertThat(again.strippedSize()).isEqualTo(read.strippedSize());
      } catch (DecodeException expected) {
        assertThat(expected.offset()).isBetween(0, bytes.length());
      } catch (RuntimeException e) {
        fail("on " + bytes, e);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void readsASpoiltBlockExactlyOrNotAtAll(long seed) {
    var random = new Random(seed);
    var header = new BlockHeader(1, BlockHash.ZERO, MerkleRoot.ZERO, 2, 3, 4);
    for (int i = 0; i < 3_000; i++) {
      var transactions =
          IntStream.range(0, random.nextInt(4)).mapToObj(_ -> transaction(random, 0)).toList();
      var bytes = spoilt(random, Block.of(header, transactions).serialized());
      try {
        var read = Block.decode(bytes);
        assertThat(Block.of(read.header(), read.transactions()).serialized()).isEqualTo(bytes);
      } catch (DecodeException expected) {
        assertThat(expected.offset()).isBetween(0, bytes.length());
      } catch (RuntimeException e) {
        fail("on " + bytes, e);
      }
    }
  }

  /** Up to three bits, bytes, runs of bytes or traps changed, put in or left out. */
  private static Bytes spoilt(Random random, Bytes bytes) {
    var spoilt = bytes;
    for (int changes = random.nextInt(4); changes > 0 && !spoilt.isEmpty(); changes--) {
      int at = random.nextInt(spoilt.length());
      int to = Math.min(spoilt.length(), at + 1 + random.nextInt(8));
      var before = spoilt.slice(0, at);
      var after = spoilt.slice(at + 1);
      spoilt =
          switch (random.nextInt(6)) {
            case 0 ->
                before.concat(Bytes.of(spoilt.get(at) ^ (1 << random.nextInt(8)))).concat(after);
            case 1 -> before.concat(bytes(random, 1)).concat(after);
            case 2 -> before;
            case 3 -> before.concat(spoilt.slice(to));
            case 4 -> spoilt.concat(bytes(random, 1 + random.nextInt(8)));
            default -> before.concat(TRAPS.get(random.nextInt(TRAPS.size()))).concat(after);
          };
    }
    return spoilt;
  }

  private static Transaction transaction(Random random, int fewestInputs) {
    boolean witnesses = random.nextBoolean();
    var inputs =
        IntStream.range(0, fewestInputs + random.nextInt(3))
            .mapToObj(_ -> input(random, witnesses))
            .toList();
    return Transaction.of(random.nextInt(), inputs, outputs(random, 0), lockTime(random));
  }

  private static TxIn input(Random random, boolean witness) {
    var txid = Txid.fromWire(bytes(random, 32).toArray(), 0);
    var input = new TxIn(new OutPoint(txid, lockTime(random)), script(random), lockTime(random));
    return witness ? input.with(witness(random)) : input;
  }

  private static Witness witness(Random random) {
    return new Witness(
        IntStream.range(0, random.nextInt(4))
            .mapToObj(_ -> bytes(random, random.nextInt(20)))
            .toList());
  }

  private static List<TxOut> outputs(Random random, int fewest) {
    return IntStream.range(0, fewest + random.nextInt(3))
        .mapToObj(_ -> new TxOut(new Amount(random.nextLong()), script(random)))
        .toList();
  }

  private static Script script(Random random) {
    return new Script(bytes(random, random.nextInt(20) == 0 ? 300 : random.nextInt(5)));
  }

  private static long lockTime(Random random) {
    return Integer.toUnsignedLong(random.nextInt());
  }

  private static Bytes bytes(Random random, int length) {
    var array = new byte[length];
    random.nextBytes(array);
    return Bytes.wrap(array);
  }
}
