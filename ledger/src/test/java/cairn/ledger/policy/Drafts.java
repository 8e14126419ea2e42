package cairn.ledger.policy;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Transactions for tests of policy, and their parts. Nobody has signed them. */
final class Drafts {
  static final String HASH20 = "11".repeat(20);
  static final String HASH32 = "22".repeat(32);
  static final String KEY = "02" + "33".repeat(32);

  static final Script P2PKH = script("76a914" + HASH20 + "88ac");
  static final Script P2SH = script("a914" + HASH20 + "87");
  static final Script P2WPKH = script("0014" + HASH20);
  static final Script P2WSH = script("0020" + HASH32);
  static final Script P2TR = script("5120" + HASH32);
  static final Script ANCHOR = script("51024e73");

  private Drafts() {}

  static Script script(String hex) {
    return Script.fromHex(hex);
  }

  /** A push of the bytes. */
  static Script push(String hex) {
    return new ScriptBuilder().push(Bytes.fromHex(hex)).build();
  }

  static Bytes bytes(int length) {
    return Bytes.wrap(new byte[length]);
  }

  static TxOut output(long sats, Script script) {
    return new TxOut(new Amount(sats), script);
  }

  /** An output that nobody else's transaction has. */
  static OutPoint confirmed(long which) {
    return new OutPoint(new Txid(which, 0, 0, 1), 0);
  }

  static OutPoint outPoint(Transaction transaction, int index) {
    return new OutPoint(transaction.txid(), index);
  }

  static TxIn input(Script scriptSig, Witness witness) {
    return new TxIn(confirmed(1), scriptSig, TxIn.SEQUENCE_FINAL, witness);
  }

  /** Spends one output, with an empty scriptSig. */
  static Transaction paying(TxOut... outputs) {
    return Transaction.of(
        2, List.of(input(Script.EMPTY, Witness.EMPTY)), Arrays.asList(outputs), 0);
  }

  /** Spends these, and has three outputs that are no dust. */
  static Transaction child(int version, OutPoint... spent) {
    var inputs =
        Stream.of(spent)
            .map(outPoint -> new TxIn(outPoint, Script.EMPTY, TxIn.SEQUENCE_FINAL))
            .toList();
    return Transaction.of(version, inputs, Collections.nCopies(3, output(10_000, P2WPKH)), 0);
  }

  /** One input that spends {@code spent}. */
  static SpendingTransaction spending(Script spent, Script scriptSig, Witness witness) {
    return spending(List.of(spent), List.of(input(scriptSig, witness)));
  }

  static SpendingTransaction spending(List<Script> spent, List<TxIn> inputs) {
    var transaction = Transaction.of(2, inputs, List.of(output(10_000, P2WPKH)), 0);
    return new SpendingTransaction(
        transaction, spent.stream().map(script -> output(20_000, script)).toList());
  }
}
