package cairn.ledger.codec;

import cairn.ledger.Coin;
import cairn.primitives.Amount;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import cairn.primitives.TxOut;

/**
 * A coin as Core's coins database has it: twice the height, plus one if a coinbase made it, as a
 * {@link VarInt}; then the output, amount and script in their short forms.
 */
public final class CoinCodec {
  private CoinCodec() {}

  /**
   * Appends a coin.
   *
   * @param output with an amount that the rules allow
   * @param height of the block that made it, at least 0
   * @param coinbase whether that block's coinbase made it
   */
  public static void write(ByteWriter out, TxOut output, int height, boolean coinbase) {
    VarInt.write(out, code(height, coinbase));
    writeOutput(out, output);
  }

  /** Reads a coin. A script without a short form is a window onto the input. */
  public static Coin read(ByteReader in) throws DecodeException {
    long code = VarInt.readUint32(in);
    return new Coin(readOutput(in), height(code), coinbase(code));
  }

  static long code(int height, boolean coinbase) {
    return 2L * height + (coinbase ? 1 : 0);
  }

  static int height(long code) {
    return (int) (code >>> 1);
  }

  static boolean coinbase(long code) {
    return (code & 1) != 0;
  }

  static void writeOutput(ByteWriter out, TxOut output) {
    VarInt.write(out, AmountCompression.compress(output.value().sats()));
    ScriptCompression.write(out, output.scriptPubKey());
  }

  static TxOut readOutput(ByteReader in) throws DecodeException {
    var value = new Amount(AmountCompression.decompress(VarInt.readUint64(in)));
    return new TxOut(value, ScriptCompression.read(in));
  }
}
