package cairn.wallet.cli;

import cairn.primitives.Amount;
import cairn.wallet.WalletException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Amounts as the user writes and reads them.
 *
 * @param sat in satoshis, rather than in bitcoin
 */
record Money(boolean sat) {
  /** Without an exponent: nobody writes those by intent. */
  private static final Pattern NUMBER =
      Pattern.compile("-?([0-9]{1,20}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})");

  /**
   * Reads an amount that something is to be paid.
   *
   * @return satoshis, more than zero
   */
  long parse(String text) throws WalletException {
    if (!NUMBER.matcher(text).matches()) {
      throw WalletException.wrongUse("not an amount: " + text);
    }
    var number = new BigDecimal(text);
    var sats = sat ? number : number.movePointRight(8);
    if (sats.signum() <= 0) {
      throw WalletException.wrongUse("an amount is more than zero, not " + text);
    }
    if (sats.stripTrailingZeros().scale() > 0) {
      throw WalletException.wrongUse(
          sat
              ? "there are no parts of a satoshi: " + text
              : "an amount in bitcoin has eight decimals at most: " + text);
    }
    if (sats.compareTo(BigDecimal.valueOf(Amount.MAX.sats())) > 0) {
      throw WalletException.wrongUse("there are no more than 21 million bitcoin: " + text);
    }
    return sats.longValueExact();
  }

  /** With its unit. */
  String text(long sats) {
    return sat ? sats + " sat" : new Amount(sats) + " BTC";
  }

  /** As a number of JSON. */
  Object json(long sats) {
    return sat ? (Object) sats : BigDecimal.valueOf(sats, 8);
  }
}
