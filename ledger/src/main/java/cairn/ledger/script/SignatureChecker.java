package cairn.ledger.script;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.sighash.TaprootContext;

/**
 * What the script machine asks about the transaction that spends: whether a signature is by a key,
 * and whether lock times have been kept.
 */
public interface SignatureChecker {
  /**
   * Whether an ECDSA signature outside of witnesses is right.
   *
   * @param signature DER, of any quality, and one byte of hash type; or empty, which never is right
   * @param publicKey any bytes
   * @param scriptCode the script that the signature covers
   */
  boolean checkLegacy(Bytes signature, Bytes publicKey, Script scriptCode);

  /** The same in the witness of a version 0 program (BIP 143). */
  boolean checkSegwit(Bytes signature, Bytes publicKey, Script scriptCode);

  /**
   * Whether a Schnorr signature is right (BIP 341, BIP 342).
   *
   * @param signature any bytes; 64, or 65 with a hash type, can be right
   * @param publicKey 32 bytes
   * @return OK, or the error that the script fails with
   */
  ScriptError checkTaproot(Bytes signature, Bytes publicKey, TaprootContext context);

  /**
   * Whether the transaction's lock time is at least this, of the same kind, and in force (BIP 65).
   *
   * @param lockTime 0 to 2^39 - 1
   */
  boolean checkLockTime(long lockTime);

  /**
   * Whether the input's relative lock time is at least this, of the same kind, and in force (BIP
   * 112).
   *
   * @param sequence 0 to 2^39 - 1, without the bit that turns relative lock times off
   */
  boolean checkSequence(long sequence);
}
