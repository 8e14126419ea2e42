package cairn.interop;

import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.TxIn;
import cairn.primitives.Witness;
import cairn.primitives.crypto.Hash160;
import java.util.List;

/**
 * A coin that everybody can spend, of a kind that wallets do not have.
 *
 * @param spending its input, but for the output's place
 */
record OpenCoin(Script scriptPubKey, TxIn spending) {
  private static final Script TRUE = Script.fromHex("51");

  /** One of each kind. */
  static List<OpenCoin> all() {
    var nonsense = Script.fromHex("7551"); // drops one, and is content
    return List.of(
        of(TRUE, Script.EMPTY),
        of(nonsense, push(Bytes.of(1))),
        of(Script.fromHex("51024e73"), Script.EMPTY),
        of(Script.fromHex("5251" + "ff"), Script.EMPTY),
        of(Script.fromHex("5202abcd"), Script.EMPTY, Bytes.of(1, 2, 3)),
        of(Script.fromHex("6020" + "11".repeat(32)), Script.EMPTY),
        of(Script.fromHex("5114" + "11".repeat(20)), Script.EMPTY),
        of(Script.fromHex("b1" + "51"), push(Bytes.EMPTY)),
        of(Script.fromHex("b951"), Script.EMPTY),
        of(scriptHash(TRUE), push(TRUE.bytes())),
        of(scriptHash(nonsense), pushes(Bytes.of(1), nonsense.bytes())),
        of(scriptHash(Script.fromHex("51024e73")), push(Bytes.fromHex("51024e73"))),
        of(witnessScriptHash(TRUE), Script.EMPTY, TRUE.bytes()),
        of(witnessScriptHash(nonsense), Script.EMPTY, Bytes.of(1), nonsense.bytes()),
        of(
            scriptHash(witnessScriptHash(nonsense)),
            push(witnessScriptHash(nonsense).bytes()),
            Bytes.of(1),
            nonsense.bytes()));
  }

  private static OpenCoin of(Script scriptPubKey, Script scriptSig, Bytes... witness) {
    return new OpenCoin(
        scriptPubKey, new TxIn(OutPoint.NULL, scriptSig, TxIn.SEQUENCE_FINAL, Witness.of(witness)));
  }

  private static Script scriptHash(Script script) {
    return Script.fromHex("a914" + Hash160.hash(script.bytes()).toHex() + "87");
  }

  private static Script witnessScriptHash(Script script) {
    return Script.fromHex("0020" + Sha256.hash(script.bytes()).toHex());
  }

  private static Script push(Bytes bytes) {
    return new ScriptBuilder().push(bytes).build();
  }

  private static Script pushes(Bytes first, Bytes second) {
    return new ScriptBuilder().push(first).push(second).build();
  }

  /** Its input, once it is an output of a transaction. */
  TxIn spending(OutPoint outPoint) {
    return new TxIn(outPoint, spending.scriptSig(), spending.sequence(), spending.witness());
  }
}
