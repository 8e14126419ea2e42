package cairn.rpc.transactions;

import cairn.primitives.AmbiguousTransaction;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Reads transactions that callers pass in hex. */
public final class HexTransaction {
  private HexTransaction() {}

  /**
   * The transaction that {@code hex} writes out, in either form.
   *
   * @param complaint what is said if there is none
   */
  public static Transaction decode(String hex, String complaint) throws RpcException {
    try {
      return AmbiguousTransaction.decode(Bytes.fromHex(hex));
    } catch (DecodeException | IllegalArgumentException e) {
      throw new RpcException(ErrorCode.DESERIALIZATION_ERROR, complaint);
    }
  }

  /** A transaction that is to have inputs. */
  static Transaction decode(String hex) throws RpcException {
    return decodeComplete(hex, "TX decode failed. Make sure the tx has at least one input.");
  }

  /**
   * The same of a transaction that is to be relayed or mined: without inputs it cannot be.
   *
   * @param complaint what is said if there is none
   */
  public static Transaction decodeComplete(String hex, String complaint) throws RpcException {
    try {
      return Transaction.decode(Bytes.fromHex(hex));
    } catch (DecodeException | IllegalArgumentException e) {
      throw new RpcException(ErrorCode.DESERIALIZATION_ERROR, complaint);
    }
  }

  /**
   * Transactions that are offered together.
   *
   * @param max how many there may be
   */
  public static List<Transaction> decodeAll(Json array, int max) throws RpcException {
    var texts = array.asArray();
    if (texts.isEmpty() || texts.size() > max) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Array must contain between 1 and %d transactions.".formatted(max));
    }
    var transactions = new ArrayList<Transaction>(texts.size());
    for (var text : texts) {
      var hex = text.asString();
      transactions.add(
          decodeComplete(
              hex, "TX decode failed: " + hex + " Make sure the tx has at least one input."));
    }
    return transactions;
  }
}
