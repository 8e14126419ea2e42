package cairn.primitives.address;

import cairn.primitives.Bytes;
import cairn.primitives.Opcode;
import cairn.primitives.Script;
import cairn.primitives.ScriptNumber;
import cairn.primitives.crypto.SignatureEncoding;
import cairn.primitives.sighash.HashType;
import java.util.StringJoiner;

/**
 * Scripts as RPC shows them in its fields {@code asm} (Core's ScriptToAsmStr): opcodes by name,
 * what is pushed in hex, or as a number where it has no more than four bytes. No script can be made
 * from it again: how something is pushed does not show.
 */
public final class ScriptAsm {
  private ScriptAsm() {}

  /** The text of a script. */
  public static String of(Script script) {
    return text(script, false);
  }

  /**
   * The text of a scriptSig: where something pushed is an ECDSA signature in form, its last byte is
   * written as the hash type that it is, such as {@code [ALL]} or {@code [NONE|ANYONECANPAY]}.
   */
  public static String ofScriptSig(Script scriptSig) {
    return text(scriptSig, !scriptSig.isUnspendable());
  }

  private static String text(Script script, boolean withHashTypes) {
    var text = new StringJoiner(" ");
    var reader = script.reader();
    while (reader.hasNext()) {
      if (!reader.next()) {
        return text.add("[error]").toString();
      }
      var push = reader.push();
      if (!reader.isPush()) {
        text.add(Opcode.name(reader.opcode()));
      } else if (push.length() <= ScriptNumber.DEFAULT_MAX_LENGTH) {
        text.add(number(push));
      } else if (withHashTypes && isSignature(push)) {
        int last = push.length() - 1;
        text.add(push.slice(0, last) + "[" + name(hashType(push)) + "]");
      } else {
        text.add(push.toHex());
      }
    }
    return text.toString();
  }

  private static String number(Bytes push) {
    var number = ScriptNumber.decode(push, false, ScriptNumber.DEFAULT_MAX_LENGTH);
    return String.valueOf(number.orElseThrow());
  }

  private static boolean isSignature(Bytes push) {
    return SignatureEncoding.isStrictDer(push) && hashType(push).isDefinedForEcdsa();
  }

  private static HashType hashType(Bytes signature) {
    return new HashType(signature.unsigned(signature.length() - 1));
  }

  private static String name(HashType type) {
    var outputs = type.isNone() ? "NONE" : type.isSingle() ? "SINGLE" : "ALL";
    return type.isAnyoneCanPay() ? outputs + "|ANYONECANPAY" : outputs;
  }
}
