package cairn.rpc.call;

import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.Txid;
import cairn.rpc.json.Json;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads values that are more than JSON, and complains of others in Core's words. */
public final class Parameters {
  private static final int HASH_DIGITS = 64;

  /** As JSON has numbers, in a string too. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private static final int MAX_AMOUNT_LENGTH = 100;
  private static final int SATS_DIGITS = 8;

  /** What is beyond this is no number to Core. */
  private static final long MAX_NUMBER = 999_999_999_999_999_999L;

  private Parameters() {}

  /**
   * The hash that {@code value} is, as people write it.
   *
   * @param label what a complaint calls the value
   */
  public static BlockHash blockHash(Json value, String label) throws RpcException {
    return BlockHash.fromDisplay(hashDigits(value, label));
  }

  /** As {@link #blockHash}. */
  public static Txid txid(Json value, String label) throws RpcException {
    return Txid.fromDisplay(hashDigits(value, label));
  }

  /** The amount that {@code value} is, in bitcoin: a number, or a string that is one. */
  public static Amount amount(Json value) throws RpcException {
    var text =
        switch (value) {
          case Json.Num(var number) -> number;
          case Json.Str(var string) -> string;
          default ->
              throw new RpcException(ErrorCode.TYPE_ERROR, "Amount is not a number or string");
        };
    var amount = new Amount(sats(text));
    if (!amount.inRange()) {
      throw new RpcException(ErrorCode.TYPE_ERROR, "Amount out of range");
    }
    return amount;
  }

  private static long sats(String bitcoin) throws RpcException {
    if (bitcoin.length() <= MAX_AMOUNT_LENGTH && NUMBER.matcher(bitcoin).matches()) {
      try {
        long sats = new BigDecimal(bitcoin).scaleByPowerOfTen(SATS_DIGITS).longValueExact();
        if (Math.abs(sats) <= MAX_NUMBER) {
          return sats;
        }
      } catch (ArithmeticException | NumberFormatException e) {
        throw invalidAmount();
      }
    }
    throw invalidAmount();
  }

  private static RpcException invalidAmount() {
    return new RpcException(ErrorCode.TYPE_ERROR, "Invalid amount");
  }

  /** How much is to be told: a number, or for older clients whether it is anything but hex. */
  public static int verbosity(Json value) {
    return value instanceof Json.Bool(var isVerbose) ? (isVerbose ? 1 : 0) : value.asInt();
  }

  /** The bytes that {@code value} is in hex. */
  public static Bytes hex(Json value, String label) throws RpcException {
    var text = value.asString();
    try {
      if (!text.isEmpty()) {
        return Bytes.fromHex(text);
      }
    } catch (IllegalArgumentException e) {
      throw notHex(label, text);
    }
    throw notHex(label, text);
  }

  private static RpcException notHex(String label, String text) {
    return new RpcException(
        ErrorCode.INVALID_PARAMETER,
        "%s must be hexadecimal string (not '%s')".formatted(label, text));
  }

  /** Whether {@code text} is a hash as people write it. */
  public static boolean isHash(String text) {
    return text.length() == HASH_DIGITS && isHex(text);
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(digit -> Character.digit(digit, 16) >= 0 && digit < 128);
  }

  private static String hashDigits(Json value, String label) throws RpcException {
    var text = value.asString();
    if (text.length() != HASH_DIGITS) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "%s must be of length %d (not %d, for '%s')"
              .formatted(label, HASH_DIGITS, text.length(), text));
    }
    if (!isHex(text)) {
      throw notHex(label, text);
    }
    return text;
  }
}
