package cairn.rpc.call;

import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.Txid;
import cairn.rpc.json.Json;

/** Reads values that are more than JSON, and complains of others in Core's words. */
public final class Parameters {
  private static final int HASH_DIGITS = 64;

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

  private static String hashDigits(Json value, String label) throws RpcException {
    var text = value.asString();
    if (text.length() != HASH_DIGITS) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "%s must be of length %d (not %d, for '%s')"
              .formatted(label, HASH_DIGITS, text.length(), text));
    }
    if (!text.chars().allMatch(digit -> Character.digit(digit, 16) >= 0 && digit < 128)) {
      throw notHex(label, text);
    }
    return text;
  }
}
