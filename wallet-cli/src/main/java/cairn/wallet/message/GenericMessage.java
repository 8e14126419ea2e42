package cairn.wallet.message;

import cairn.primitives.Amount;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Opcode;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtException;
import cairn.primitives.psbt.PsbtInput;
import cairn.primitives.sighash.SpendingTransaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A message and the script that is to have signed it (BIP 322): by a transaction that would spend
 * an output of the script, if that output could exist.
 */
public record GenericMessage(String text, Script challenge) {
  /** What a signature begins with that is a witness, a transaction, or a PSBT with more coins. */
  private static final String SIMPLE = "smp";

  private static final String FULL = "ful";
  private static final String PROOF_OF_FUNDS = "pof";

  private static final Sha256 TAG = Sha256.tagged("BIP0322-signed-message");
  private static final TxOut NOTHING =
      new TxOut(Amount.ZERO, new ScriptBuilder().op(Opcode.OP_RETURN).build());

  /** What a signature turned out to be. */
  public sealed interface Verdict {
    /**
     * It is right.
     *
     * @param lockTime from when on it is, as transactions have it
     * @param sequence and how long after, as inputs have it
     */
    record Valid(long lockTime, long sequence) implements Verdict {}

    /** It is not right, or no signature at all. */
    record Invalid(String reason) implements Verdict {}

    /** The script, or its inputs, are of a kind that is not understood here. */
    record Inconclusive(String reason) implements Verdict {}
  }

  /** The hash that {@link #toSpend} commits to. */
  public Bytes hash() {
    return TAG.fork().update(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))).finish();
  }

  /** The transaction with the output that is to be spent. */
  public Transaction toSpend() {
    var scriptSig = new ScriptBuilder().op(Opcode.OP_0).push(hash()).build();
    return Transaction.of(
        0,
        List.of(new TxIn(OutPoint.NULL, scriptSig, 0)),
        List.of(new TxOut(Amount.ZERO, challenge)),
        0);
  }

  /** The transaction that spends it, without a signature. */
  public Transaction toSign() {
    return Transaction.of(
        0,
        List.of(new TxIn(new OutPoint(toSpend().txid(), 0), Script.EMPTY, 0)),
        List.of(NOTHING),
        0);
  }

  /** A PSBT for {@link #toSign}, to be filled in and signed. */
  public Psbt psbt() {
    var psbt = Psbt.of(toSign(), 0);
    var input = psbt.inputs().getFirst();
    input.previousTransaction = Optional.of(toSpend());
    if (challenge.witnessProgram() != null || challenge.isPayToScriptHash()) {
      input.witnessOutput = Optional.of(new TxOut(Amount.ZERO, challenge));
    }
    return psbt;
  }

  /** The text of a signature: the witness alone where that is all there is. */
  public String signature(Transaction signed) {
    var input = signed.inputs().getFirst();
    if (input.scriptSig().isEmpty()) {
      var items = input.witness().items();
      var out = new ByteWriter().compactSize(items.size());
      items.forEach(out::sizedBytes);
      return SIMPLE + base64(out.toBytes());
    }
    return FULL + base64(signed.serialized());
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  /** Judges a signature. */
  public Verdict verify(String signature) {
    if (signature.length() < SIMPLE.length()) {
      return new Verdict.Invalid("signature too short");
    }
    var prefix = signature.substring(0, SIMPLE.length());
    boolean known = List.of(SIMPLE, FULL, PROOF_OF_FUNDS).contains(prefix);
    Bytes bytes;
    try {
      bytes =
          Bytes.wrap(
              Base64.getDecoder().decode(known ? signature.substring(prefix.length()) : signature));
    } catch (IllegalArgumentException e) {
      return new Verdict.Invalid("error decoding signature as base64");
    }
    return switch (prefix) {
      case FULL -> full(bytes);
      case PROOF_OF_FUNDS -> proofOfFunds(bytes);
      default -> simple(bytes); // before there were prefixes, it was this
    };
  }

  private Verdict simple(Bytes bytes) {
    try {
      var in = new ByteReader(bytes);
      var witness = Witness.read(in);
      in.expectEnd();
      var input = toSign().inputs().getFirst().with(witness);
      return check(Transaction.of(0, List.of(input), List.of(NOTHING), 0), List.of());
    } catch (DecodeException e) {
      return new Verdict.Invalid("invalid signature: it is no witness");
    }
  }

  private Verdict full(Bytes bytes) {
    try {
      return check(Transaction.decode(bytes), List.of());
    } catch (DecodeException e) {
      return new Verdict.Invalid("error parsing signature as full variant");
    }
  }

  private Verdict proofOfFunds(Bytes bytes) {
    try {
      var psbt = Psbt.decode(bytes);
      var more = new ArrayList<TxOut>();
      for (var input : psbt.inputs().stream().skip(1).toList()) {
        var spent = spent(psbt, input);
        if (spent.isEmpty()) {
          return new Verdict.Invalid("invalid signature: it does not say what it spends");
        }
        more.add(spent.get());
      }
      var transaction = psbt.withFinalScripts();
      return transaction.isPresent()
          ? check(transaction.get(), more)
          : new Verdict.Invalid("invalid signature: no such transaction");
    } catch (PsbtException e) {
      return new Verdict.Invalid("error parsing signature as proof of funds variant");
    }
  }

  /** What an input spends: a whole transaction may stand at another input that spends it, too. */
  private static Optional<TxOut> spent(Psbt psbt, PsbtInput input) {
    var name = input.outPoint();
    return input
        .spentOutput()
        .or(() ->
            psbt.inputs().stream()
                .flatMap(other -> other.previousTransaction.stream())
                .filter(whole -> whole.txid().equals(name.txid()))
                .filter(whole -> name.index() < whole.outputs().size())
                .map(whole -> whole.outputs().get((int) name.index()))
                .findFirst());
  }

  /**
   * @param more the outputs that are spent besides the one to be spent
   */
  private Verdict check(Transaction signed, List<TxOut> more) {
    var version = signed.version();
    boolean formed =
        (version == 0 || version == 2)
            && signed.inputs().size() == 1 + more.size()
            && signed.inputs().getFirst().previousOutput().equals(new OutPoint(toSpend().txid(), 0))
            && signed.outputs().equals(List.of(NOTHING));
    if (!formed) {
      return new Verdict.Invalid("invalid signature: of another message or address");
    }
    var spent = new ArrayList<TxOut>();
    spent.add(toSpend().outputs().getFirst());
    spent.addAll(more);
    var spending = new SpendingTransaction(signed, spent);
    for (int i = 0; i < spent.size(); i++) {
      try {
        if (!InputVerifier.of(spending, i).isSatisfied()) {
          return new Verdict.Invalid("invalid signature");
        }
      } catch (UnknownScriptException e) {
        return new Verdict.Inconclusive(String.valueOf(e.getMessage()));
      }
    }
    return new Verdict.Valid(signed.lockTime(), signed.inputs().getFirst().sequence());
  }
}
