package cairn.rpc.signing;

import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_16;
import static cairn.primitives.Opcode.OP_1NEGATE;

import cairn.ledger.script.ScriptError;
import cairn.ledger.script.SignatureChecker;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.address.Address;
import cairn.primitives.address.Multisig;
import cairn.primitives.address.OutputTemplate;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.sighash.TaprootContext;
import cairn.primitives.signing.KeyedSignature;
import cairn.primitives.signing.SignatureData;
import java.util.ArrayList;
import java.util.List;

/** Finds the signatures and scripts in an input that may not be complete. */
final class Extraction {
  private final SignatureData data = new SignatureData();
  private final Recorder recorder;

  private Extraction(SignatureChecker checker) {
    this.recorder = new Recorder(checker, data);
  }

  /** What is in an input that spends {@code output} (Core's DataFromTransaction). */
  static SignatureData of(TxIn input, TxOut output, SignatureChecker checker) {
    return new Extraction(checker).extract(input, output.scriptPubKey());
  }

  private SignatureData extract(TxIn input, Script scriptPubKey) {
    data.scriptSig = input.scriptSig();
    data.witness = input.witness();
    var result = SpentOutputs.verify(input.scriptSig(), scriptPubKey, input.witness(), recorder);
    if (result == ScriptError.OK) {
      data.complete = true;
      return data;
    }
    var stack = pushes(input.scriptSig());
    var script = scriptPubKey;
    boolean segwit = false;
    if (OutputTemplate.of(script) instanceof OutputTemplate.ToAddress(Address.ScriptHash _)
        && endsWithScript(stack)) {
      script = new Script(stack.removeLast());
      data.redeemScript = script;
    }
    if (OutputTemplate.of(script) instanceof OutputTemplate.ToAddress(Address.WitnessScriptHash _)
        && endsWithScript(input.witness().items())) {
      stack = new ArrayList<>(input.witness().items());
      script = new Script(stack.removeLast());
      data.witnessScript = script;
      segwit = true;
    }
    if (OutputTemplate.of(script) instanceof Multisig multisig) {
      matchSignatures(stack, multisig.publicKeys(), script, segwit);
    }
    return data;
  }

  private static boolean endsWithScript(List<Bytes> stack) {
    return !stack.isEmpty() && !stack.getLast().isEmpty();
  }

  /** What a scriptSig pushes, up to the first opcode that does more. */
  private static List<Bytes> pushes(Script scriptSig) {
    var stack = new ArrayList<Bytes>();
    var reader = scriptSig.reader();
    while (reader.hasNext() && reader.next()) {
      int opcode = reader.opcode();
      if (reader.isPush()) {
        stack.add(reader.push());
      } else if (opcode == OP_1NEGATE) {
        stack.add(Bytes.of(0x81));
      } else if (opcode >= OP_1 && opcode <= OP_16) {
        stack.add(Bytes.of(opcode - OP_1 + 1));
      } else {
        break;
      }
    }
    return stack;
  }

  /** Signatures come in the order of their keys. */
  private void matchSignatures(
      List<Bytes> signatures, List<Bytes> keys, Script script, boolean segwit) {
    int next = 0;
    for (var signature : signatures) {
      for (int i = next; i < keys.size(); i++) {
        var key = keys.get(i);
        boolean matches =
            data.signatures.containsKey(Hash160.hash(key))
                || (segwit
                    ? recorder.checkSegwit(signature, key, script)
                    : recorder.checkLegacy(signature, key, script));
        if (matches) {
          next = i + 1;
          break;
        }
      }
    }
  }

  /** Keeps the ECDSA signatures that are found right. */
  private record Recorder(SignatureChecker checker, SignatureData data)
      implements SignatureChecker {
    @Override
    public boolean checkLegacy(Bytes signature, Bytes publicKey, Script scriptCode) {
      return keepIf(checker.checkLegacy(signature, publicKey, scriptCode), signature, publicKey);
    }

    @Override
    public boolean checkSegwit(Bytes signature, Bytes publicKey, Script scriptCode) {
      return keepIf(checker.checkSegwit(signature, publicKey, scriptCode), signature, publicKey);
    }

    private boolean keepIf(boolean right, Bytes signature, Bytes publicKey) {
      if (right) {
        data.signatures.putIfAbsent(
            Hash160.hash(publicKey), new KeyedSignature(publicKey, signature));
      }
      return right;
    }

    @Override
    public ScriptError checkTaproot(Bytes signature, Bytes publicKey, TaprootContext context) {
      return checker.checkTaproot(signature, publicKey, context);
    }

    @Override
    public boolean checkLockTime(long lockTime) {
      return checker.checkLockTime(lockTime);
    }

    @Override
    public boolean checkSequence(long sequence) {
      return checker.checkSequence(sequence);
    }
  }
}
