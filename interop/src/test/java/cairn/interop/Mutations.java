package cairn.interop;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes other transactions of transactions: some may be valid, most are nearly so. */
final class Mutations {
  private static final List<Script> SCRIPTS =
      List.of(
          Script.EMPTY,
          Script.fromHex("51"),
          Script.fromHex("6a"),
          Script.fromHex("6a" + "00".repeat(100)),
          Script.fromHex("6a4d1027" + "01".repeat(10_000)),
          Script.fromHex("0014" + "11".repeat(20)),
          Script.fromHex("0015" + "11".repeat(21)),
          Script.fromHex("0020" + "11".repeat(32)),
          Script.fromHex("5120" + "11".repeat(32)),
          Script.fromHex("5220" + "11".repeat(32)),
          Script.fromHex("51024e73"),
          Script.fromHex("a914" + "11".repeat(20) + "87"),
          Script.fromHex("76a914" + "11".repeat(20) + "88ac"),
          Script.fromHex("5121" + "02" + "11".repeat(32) + "51ae"),
          Script.fromHex("ff"),
          Script.fromHex("4c"),
          Script.fromHex("ac".repeat(4001)));

  private static final List<Long> SEQUENCES =
      List.of(
          0L,
          1L,
          0xffffL,
          0x400001L,
          0x40ffffL,
          0x80000000L,
          0xfffffffdL,
          0xfffffffeL,
          0xffffffffL);

  private static final List<Long> LOCK_TIMES =
      List.of(0L, 1L, 100L, 499_999_999L, 500_000_000L, 1_800_000_000L, 0xffffffffL);

  private static final List<Long> AMOUNTS =
      List.of(
          -1L,
          0L,
          1L,
          239L,
          240L,
          293L,
          294L,
          329L,
          330L,
          539L,
          540L,
          545L,
          546L,
          Amount.MAX.sats(),
          Amount.MAX.sats() + 1,
          Long.MAX_VALUE,
          Long.MIN_VALUE);

  private final Random random;
  private final List<OutPoint> outPoints;

  /**
   * @param outPoints what others may be put in the place of
   */
  Mutations(Random random, List<OutPoint> outPoints) {
    this.random = random;
    this.outPoints = List.copyOf(outPoints);
  }

  /** Another transaction, with one or a few things changed. */
  Transaction mutate(Transaction transaction) {
    var mutated = transaction;
    do {
      mutated = mutateOnce(mutated);
    } while (random.nextInt(3) == 0);
    return mutated;
  }

  private Transaction mutateOnce(Transaction transaction) {
    int version = transaction.version();
    var inputs = new ArrayList<>(transaction.inputs());
    var outputs = new ArrayList<>(transaction.outputs());
    long lockTime = transaction.lockTime();
    switch (random.nextInt(12)) {
      case 0 -> version = random.nextInt(6) - 1;
      case 1 -> lockTime = any(LOCK_TIMES);
      case 2, 3, 4, 5 -> mutateAny(inputs);
      case 6 -> duplicateOrRemove(inputs);
      case 7, 8, 9 -> mutateAnyOutput(outputs);
      case 10 -> duplicateOrRemove(outputs);
      default -> outputs.add(new TxOut(new Amount(any(AMOUNTS)), any(SCRIPTS)));
    }
    return Transaction.of(version, inputs, outputs, lockTime);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private <T> void duplicateOrRemove(List<T> list) {
    if (!list.isEmpty()) {
      int at = random.nextInt(list.size());
      if (random.nextBoolean()) {
        list.add(list.get(at));
      } else {
        list.remove(at);
      }
    }
  }

  private void mutateAny(List<TxIn> inputs) {
    if (!inputs.isEmpty()) {
      int at = random.nextInt(inputs.size());
      inputs.set(at, mutate(inputs.get(at)));
    }
  }

  private TxIn mutate(TxIn input) {
    var outPoint = input.previousOutput();
    var scriptSig = input.scriptSig();
    long sequence = input.sequence();
    var witness = input.witness();
    switch (random.nextInt(8)) {
      case 0 -> outPoint = any(outPoints);
      case 1 -> outPoint = new OutPoint(outPoint.txid(), outPoint.index() ^ 1 << random.nextInt(4));
      case 2 -> sequence = any(SEQUENCES);
      case 3 -> scriptSig = new Script(mutate(scriptSig.bytes()));
      case 4 -> scriptSig = any(SCRIPTS);
      default -> witness = mutate(witness);
    }
    return new TxIn(outPoint, scriptSig, sequence, witness);
  }

  private Witness mutate(Witness witness) {
    var items = new ArrayList<>(witness.items());
    switch (random.nextInt(5)) {
      case 0 -> duplicateOrRemove(items);
      case 1 -> items.add(any(SCRIPTS).bytes());
      case 2 -> items.add(0, Bytes.EMPTY);
      default -> {
        if (!items.isEmpty()) {
          int at = random.nextInt(items.size());
          items.set(at, mutate(items.get(at)));
        }
      }
    }
    return new Witness(items);
  }

  private void mutateAnyOutput(List<TxOut> outputs) {
    if (!outputs.isEmpty()) {
      int at = random.nextInt(outputs.size());
      var output = outputs.get(at);
      outputs.set(
          at,
          switch (random.nextInt(4)) {
            case 0 -> new TxOut(new Amount(any(AMOUNTS)), output.scriptPubKey());
            case 1 -> new TxOut(new Amount(fewer(output.value().sats())), output.scriptPubKey());
            case 2 -> new TxOut(output.value(), any(SCRIPTS));
            default -> new TxOut(output.value(), new Script(mutate(output.scriptPubKey().bytes())));
          });
    }
  }

  private long fewer(long sats) {
    return sats - (1L << random.nextInt(33));
  }

  /** With a bit flipped, a byte more, or cut. */
  private Bytes mutate(Bytes bytes) {
    var array = bytes.toArray();
    if (array.length == 0) {
      return Bytes.of(random.nextInt(256));
    }
    int at = random.nextInt(array.length);
    switch (random.nextInt(4)) {
      case 0 -> array = Arrays.copyOf(array, array.length + 1);
      case 1 -> array = Arrays.copyOf(array, at);
      case 2 -> array[at] = (byte) random.nextInt(256);
      default -> array[at] ^= (byte) (1 << random.nextInt(8));
    }
    return Bytes.wrap(array);
  }
}
