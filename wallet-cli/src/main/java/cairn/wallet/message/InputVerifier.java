package cairn.wallet.message;

import cairn.primitives.Bytes;
import cairn.primitives.ControlBlock;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import cairn.primitives.Taproot;
import cairn.primitives.TxIn;
import cairn.primitives.WitnessProgram;
import cairn.primitives.address.Address;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an input by the rules for signed messages: those of relay, which are stricter than
 * consensus. Scripts with operations that wallets do not use are not understood.
 */
record InputVerifier(SpendingTransaction spending, int index) {
  static InputVerifier of(SpendingTransaction spending, int index) {
    return new InputVerifier(spending, index);
  }

  private TxIn input() {
    return spending.transaction().inputs().get(index);
  }

  boolean isSatisfied() throws UnknownScriptException {
    var script = spending.spentOutputs().get(index).scriptPubKey();
    if (!input().scriptSig().isPushOnly()) {
      return false;
    }
    var program = script.witnessProgram();
    if (program != null) {
      return input().scriptSig().isEmpty() && isSatisfied(program, false);
    }
    var stack = pushes(input().scriptSig());
    if (stack == null) {
      return false;
    }
    if (!script.isPayToScriptHash()) {
      return input().witness().isEmpty() && run(script, stack, ScriptRun.Kind.LEGACY, Bytes.EMPTY);
    }
    if (stack.isEmpty()) {
      return false;
    }
    var redeem = new Script(stack.removeLast());
    if (!Hash160.hash(redeem.bytes()).equals(script.bytes().slice(2, 22))) {
      return false;
    }
    var inner = redeem.witnessProgram();
    return inner != null
        ? stack.isEmpty() && isSatisfied(inner, true)
        : input().witness().isEmpty() && run(redeem, stack, ScriptRun.Kind.LEGACY, Bytes.EMPTY);
  }

  private static @Nullable List<Bytes> pushes(Script scriptSig) {
    var stack = new ArrayList<Bytes>();
    var reader = scriptSig.reader();
    while (reader.hasNext()) {
      if (!reader.next()) {
        return null;
      }
      var number = ScriptRun.smallNumber(reader.opcode());
      stack.add(number == null ? reader.push() : number);
    }
    return stack;
  }

  private boolean isSatisfied(WitnessProgram program, boolean nested)
      throws UnknownScriptException {
    var items = new ArrayList<>(input().witness().items());
    if (program.isPayToWitnessPublicKeyHash()) {
      var script = new Address.PublicKeyHash(program.program());
      return items.size() == 2
          && run(script.scriptPubKey(), items, ScriptRun.Kind.SEGWIT, Bytes.EMPTY);
    }
    if (program.isPayToWitnessScriptHash()) {
      if (items.isEmpty()) {
        return false;
      }
      var script = new Script(items.removeLast());
      return Sha256.hash(script.bytes()).equals(program.program())
          && run(script, items, ScriptRun.Kind.SEGWIT, Bytes.EMPTY);
    }
    if (program.isPayToTaproot() && !nested) {
      return isTaprootSatisfied(program.program(), items);
    }
    throw new UnknownScriptException("a witness program of a future version");
  }

  private boolean isTaprootSatisfied(Bytes outputKey, List<Bytes> items)
      throws UnknownScriptException {
    if (items.size() > 1
        && !items.getLast().isEmpty()
        && items.getLast().unsigned(0) == Taproot.ANNEX_TAG) {
      throw new UnknownScriptException("a witness with an annex");
    }
    if (items.isEmpty()) {
      return false;
    }
    if (items.size() == 1) {
      return Signatures.schnorr(spending, index, items.getFirst(), outputKey, null);
    }
    var control = ControlBlock.parse(items.removeLast());
    if (control == null) {
      return false;
    }
    var script = new Script(items.removeLast());
    var leaf = Taproot.leafHash(control.leafVersion(), script);
    var tweak = Taproot.tweak(control.internalKey(), control.merkleRoot(leaf));
    if (!Secp256k1.instance()
        .isTweaked(outputKey, control.oddOutputKey(), control.internalKey(), tweak)) {
      return false;
    }
    if (control.leafVersion() != Taproot.TAPSCRIPT) {
      throw new UnknownScriptException("a leaf of a future version");
    }
    return run(script, items, ScriptRun.Kind.TAPSCRIPT, leaf);
  }

  private boolean run(Script script, List<Bytes> stack, ScriptRun.Kind kind, Bytes leafHash)
      throws UnknownScriptException {
    return new ScriptRun(spending, index, kind, script, leafHash, stack).run();
  }
}
