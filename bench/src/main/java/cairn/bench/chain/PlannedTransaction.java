package cairn.bench.chain;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Opcode;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A transaction whose coins and payments are settled and whose signatures are not made yet. */
final class PlannedTransaction {
  private static final int VERSION = 2;

  private final SpendableCoin.Source source;
  private final List<SpendableCoin> spent;
  private final List<SpendableCoin> made = new ArrayList<>();
  private final Bytes data;

  private PlannedTransaction(List<SpendableCoin> spent, Bytes data) {
    int depth = 0;
    for (var coin : spent) {
      depth = Math.max(depth, coin.source().depth() + 1);
    }
    this.source = new SpendableCoin.Source(depth);
    this.spent = List.copyOf(spent);
    this.data = data;
  }

  /**
   * Spends {@code spent} into at most {@code outputs} new coins, of random kinds and sizes.
   *
   * @param fee in satoshis; what is spent must be more than that
   */
  static PlannedTransaction plan(
      List<SpendableCoin> spent, int outputs, long fee, Bytes data, RandomGenerator random) {
    var planned = new PlannedTransaction(spent, data);
    long left = spent.stream().mapToLong(SpendableCoin::sats).sum() - fee;
    int count = Math.clamp(left / Economy.SMALLEST_COIN, 1, outputs);
    for (int i = 0; i < count; i++) {
      int rest = count - 1 - i;
      long share = rest == 0 ? left : Economy.split(left, rest, random);
      left -= share;
      planned.made.add(
          new SpendableCoin(
              planned.source, i, share, Mix.kind(random), random.nextInt(KeyRing.SIZE)));
    }
    return planned;
  }

  /** Has an output pay to a key, by its hash; the coin that this makes. */
  SpendableCoin payTo(int output, int key) {
    var coin = new SpendableCoin(source, output, made.get(output).sats(), CoinKind.P2WPKH, key);
    made.set(output, coin);
    return coin;
  }

  /** How many transactions of its block it builds on, one after the other. */
  int depth() {
    return source.depth();
  }

  List<SpendableCoin> spent() {
    return spent;
  }

  List<SpendableCoin> made() {
    return made;
  }

  int version() {
    return VERSION;
  }

  /** The outputs, the one with data last. */
  List<TxOut> outputs(Scripts scripts) {
    var outputs = new ArrayList<TxOut>(made.size() + 1);
    for (var coin : made) {
      outputs.add(scripts.output(coin));
    }
    if (!data.isEmpty()) {
      outputs.add(new TxOut(Amount.ZERO, dataScript()));
    }
    return outputs;
  }

  /** Says under which id its coins can now be spent. */
  void signed(Txid txid) {
    source.signed(txid);
  }

  /** About how much it will weigh, signed; for filling a block. */
  int estimatedWeight() {
    int weight = 4 * (10 + (data.isEmpty() ? 0 : 11 + data.length())) + 2;
    for (var coin : spent) {
      weight += Scripts.inputWeight(coin.kind());
    }
    for (var coin : made) {
      weight += Scripts.outputWeight(coin.kind());
    }
    return weight;
  }

  private Script dataScript() {
    return new ScriptBuilder().op(Opcode.OP_RETURN).push(data).build();
  }
}
