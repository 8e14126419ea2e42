package cairn.wallet.spend;

import cairn.primitives.Amount;
import cairn.primitives.FeeRate;
import cairn.wallet.WalletException;
import cairn.wallet.rpc.NodeClient;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** What a node says about fees. */
public final class FeeSource {
  /** A rate, in satoshis for a virtual byte, above which somebody has mistaken something. */
  public static final int ABSURD = 1000;

  /** What a node may say in one number; more would take long to work with. */
  private static final int MOST_DECIMALS = 20;

  private static final BigDecimal MOST = BigDecimal.valueOf(Amount.MAX.sats(), 8);

  private final NodeClient node;

  public FeeSource(NodeClient node) {
    this.node = node;
  }

  private static final Pattern RATE =
      Pattern.compile("[0-9]{1,8}(\\.[0-9]{1,3}0*)?|\\.[0-9]{1,3}0*");

  /**
   * Reads a rate in satoshis for a virtual byte; parts down to a thousandth.
   *
   * @throws WalletException if it is none
   */
  public static FeeRate parse(String text) throws WalletException {
    if (RATE.matcher(text).matches()) {
      var perKilobyte = new BigDecimal(text).movePointRight(3);
      if (perKilobyte.signum() > 0) {
        return FeeRate.perKilobyte(perKilobyte.longValueExact());
      }
    }
    throw WalletException.wrongUse(
        "a fee rate is satoshis for a virtual byte, such as 2 or 1.5, not " + text);
  }

  /** A rate as people read it. */
  public static String text(FeeRate rate) {
    return BigDecimal.valueOf(rate.satsPerKilobyte(), 3).stripTrailingZeros().toPlainString()
        + " sat/vB";
  }

  /**
   * The rate at which a transaction is likely to be mined within so many blocks.
   *
   * @throws WalletException if the node has not seen enough to know
   */
  public FeeRate estimate(int blocks) throws WalletException {
    var answer = node.call("estimatesmartfee", blocks);
    var rate = answer.get("feerate");
    if (rate.isNull()) {
      throw WalletException.failed(
          "the node cannot say yet what others pay; give a --fee-rate in satoshis for a virtual"
              + " byte");
    }
    return perKilobyte(rate.decimal());
  }

  private static FeeRate perKilobyte(BigDecimal bitcoin) throws WalletException {
    return FeeRate.perKilobyte(sats(bitcoin));
  }

  /**
   * Satoshis, rounded up, of an amount that a node tells.
   *
   * @throws WalletException if there is no such amount
   */
  static long sats(BigDecimal bitcoin) throws WalletException {
    if (bitcoin.signum() < 0 || bitcoin.compareTo(MOST) > 0 || bitcoin.scale() > MOST_DECIMALS) {
      throw WalletException.noNode("the node tells an amount that there is not");
    }
    return bitcoin.movePointRight(8).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** The least that the node takes now. */
  public FeeRate least() throws WalletException {
    var info = node.call("getmempoolinfo");
    return perKilobyte(
        info.get("mempoolminfee").decimal().max(info.get("minrelaytxfee").decimal()));
  }

  /** What a replacement pays for its own size, besides what it replaces had paid. */
  public FeeRate incremental() throws WalletException {
    return perKilobyte(node.call("getmempoolinfo").get("incrementalrelayfee").decimal());
  }
}
