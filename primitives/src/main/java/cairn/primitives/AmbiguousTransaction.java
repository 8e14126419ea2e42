package cairn.primitives;

import org.jspecify.annotations.Nullable;

/**
 * Reads a transaction that someone has written down, without saying in which form.
 *
 * <p>Of a transaction without inputs, the form from before BIP 144 begins as the form of BIP 144
 * does. Bytes that can be read as both are taken for the one that makes sense, as Core's DecodeTx
 * does. On the wire and in blocks there is no doubt: there it is {@link Transaction#decode}.
 */
public final class AmbiguousTransaction {
  private AmbiguousTransaction() {}

  /**
   * Reads a transaction in either form, and nothing after it.
   *
   * @throws DecodeException if {@code bytes} is neither; it says why it is not the form of BIP 144
   */
  public static Transaction decode(Bytes bytes) throws DecodeException {
    Transaction extended;
    try {
      extended = Transaction.decode(bytes);
    } catch (DecodeException failure) {
      var plain = decodeWithoutWitness(bytes);
      if (plain == null) {
        throw failure;
      }
      return plain;
    }
    if (makesSense(extended)) {
      return extended;
    }
    var plain = decodeWithoutWitness(bytes);
    return plain != null && makesSense(plain) ? plain : extended;
  }

  private static @Nullable Transaction decodeWithoutWitness(Bytes bytes) {
    try {
      return Transaction.decodeWithoutWitness(bytes);
    } catch (DecodeException _) {
      return null; // it was worth a try
    }
  }

  /** Whether its scripts can be read to their ends and have no opcodes that do not exist. */
  private static boolean makesSense(Transaction transaction) {
    boolean coinbase = transaction.isCoinbase();
    return transaction.inputs().stream().allMatch(i -> coinbase || makesSense(i.scriptSig()))
        && transaction.outputs().stream().allMatch(o -> makesSense(o.scriptPubKey()));
  }

  private static boolean makesSense(Script script) {
    return script.length() <= Script.MAX_LENGTH && script.hasValidOpcodes();
  }
}
