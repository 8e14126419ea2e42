package cairn.ledger.codec;

import cairn.ledger.Coin;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.util.ArrayList;
import java.util.List;

/**
 * What it takes to undo a block: the coins that it spent.
 *
 * @param spent for each transaction but the coinbase, in the block's order, the coin that each of
 *     its inputs spent
 */
public record BlockUndo(List<List<Coin>> spent) {
  /** Code, amount and the form of an empty script take a byte each, at least. */
  private static final int MIN_COIN_LENGTH = 3;

  /** Appends it as Core's {@code CBlockUndo}. */
  public void write(ByteWriter out) {
    out.compactSize(spent.size());
    for (var coins : spent) {
      out.compactSize(coins.size());
      for (var coin : coins) {
        write(out, coin);
      }
    }
  }

  /**
   * Reads what {@link #write} writes, and nothing after it. Scripts may be windows onto {@code
   * bytes}.
   *
   * @throws DecodeException if {@code bytes} is anything else
   */
  public static BlockUndo decode(Bytes bytes) throws DecodeException {
    var in = new ByteReader(bytes);
    int transactions = in.count(1);
    var spent = new ArrayList<List<Coin>>(transactions);
    for (int i = 0; i < transactions; i++) {
      var coins = new Coin[in.count(MIN_COIN_LENGTH)];
      for (int j = 0; j < coins.length; j++) {
        coins[j] = read(in);
      }
      spent.add(List.of(coins));
    }
    in.expectEnd();
    return new BlockUndo(spent);
  }

  /**
   * After the code stands a zero, where Core before 0.15 wrote the version of the transaction that
   * made the coin, unless the height was unknown, which 0 meant.
   */
  private static void write(ByteWriter out, Coin coin) {
    VarInt.write(out, CoinCodec.code(coin.height(), coin.coinbase()));
    if (coin.height() > 0) {
      out.uint8(0);
    }
    CoinCodec.writeOutput(out, coin.output());
  }

  private static Coin read(ByteReader in) throws DecodeException {
    long code = VarInt.readUint32(in);
    if (CoinCodec.height(code) > 0) {
      VarInt.readUint32(in);
    }
    return new Coin(CoinCodec.readOutput(in), CoinCodec.height(code), CoinCodec.coinbase(code));
  }
}
