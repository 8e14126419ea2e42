package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.PUBKEYTYPE;
import static cairn.ledger.script.ScriptError.SIG_DER;
import static cairn.ledger.script.ScriptError.SIG_FINDANDDELETE;
import static cairn.ledger.script.ScriptError.SIG_HASHTYPE;
import static cairn.ledger.script.ScriptError.SIG_HIGH_S;
import static cairn.ledger.script.ScriptFlag.CONST_SCRIPTCODE;
import static cairn.ledger.script.ScriptFlag.DERSIG;
import static cairn.ledger.script.ScriptFlag.LOW_S;
import static cairn.ledger.script.ScriptFlag.STRICTENC;
import static cairn.ledger.script.ScriptFlag.WITNESS_PUBKEYTYPE;
import static cairn.ledger.script.SigVersion.Ecdsa.BASE;
import static cairn.ledger.script.SigVersion.Ecdsa.WITNESS_V0;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.crypto.SignatureEncoding;
import cairn.primitives.sighash.HashType;

/** How a script checks one ECDSA signature by one key. */
final class EcdsaCheck {
  private EcdsaCheck() {}

  /**
   * The script code without the signature, which cannot have signed itself. In witnesses it stays
   * where it is (BIP 143).
   */
  static Script withoutSignature(Script scriptCode, Bytes signature, Execution script)
      throws ScriptFailure {
    if (script.version != BASE) {
      return scriptCode;
    }
    var code = Pushes.without(scriptCode, signature);
    if (code.length() != scriptCode.length() && script.has(CONST_SCRIPTCODE)) {
      throw new ScriptFailure(SIG_FINDANDDELETE);
    }
    return code;
  }

  /** Whether the signature is right; fails if it or the key is written as it must not be. */
  static boolean isRight(Bytes signature, Bytes key, Script scriptCode, Execution script)
      throws ScriptFailure {
    requireSignatureEncoding(signature, script);
    requireKeyEncoding(key, script);
    return script.version == BASE
        ? script.checker.checkLegacy(signature, key, scriptCode)
        : script.checker.checkSegwit(signature, key, scriptCode);
  }

  /** An empty signature is a compact way of giving none, and always allowed. */
  private static void requireSignatureEncoding(Bytes signature, Execution script)
      throws ScriptFailure {
    if (signature.isEmpty()) {
      return;
    }
    boolean strict = script.has(DERSIG) || script.has(LOW_S) || script.has(STRICTENC);
    if (strict && !SignatureEncoding.isStrictDer(signature)) {
      throw new ScriptFailure(SIG_DER);
    }
    if (script.has(LOW_S) && !SignatureEncoding.isLowS(signature)) {
      throw new ScriptFailure(SIG_HIGH_S);
    }
    if (script.has(STRICTENC) && !hashType(signature).isDefinedForEcdsa()) {
      throw new ScriptFailure(SIG_HASHTYPE);
    }
  }

  private static void requireKeyEncoding(Bytes key, Execution script) throws ScriptFailure {
    if (script.has(STRICTENC) && !PublicKeyEncoding.isCompressedOrUncompressed(key)) {
      throw new ScriptFailure(PUBKEYTYPE);
    }
    if (script.has(WITNESS_PUBKEYTYPE)
        && script.version == WITNESS_V0
        && !PublicKeyEncoding.isCompressed(key)) {
      throw new ScriptFailure(ScriptError.WITNESS_PUBKEYTYPE);
    }
  }

  /** The hash type of a signature that is not empty: its last byte. */
  static HashType hashType(Bytes signature) {
    return new HashType(signature.unsigned(signature.length() - 1));
  }
}
