package cairn.rpc.signing;

import cairn.ledger.script.ScriptError;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.psbt.PsbtSigner;
import cairn.primitives.psbt.TransactionVerifier;
import cairn.primitives.sighash.HashType;
import cairn.primitives.signing.SignatureCreator;
import java.util.List;
import java.util.Optional;

/** The ledger's rules, for those who sign PSBTs. */
final class Verifier implements TransactionVerifier {
  static final PsbtSigner SIGNER = new PsbtSigner(new Verifier());

  private Verifier() {}

  @Override
  public SignatureCreator creator(
      Transaction transaction, List<Optional<TxOut>> spent, int input, HashType type) {
    return new SpentOutputs(transaction, spent).creator(input, type);
  }

  @Override
  public SignatureCreator dummy() {
    return DummyChecker.creator();
  }

  @Override
  public boolean accepts(
      Transaction transaction,
      List<Optional<TxOut>> spent,
      int input,
      Script scriptSig,
      Witness witness) {
    var outputs = new SpentOutputs(transaction, spent);
    var script = outputs.output(input).map(TxOut::scriptPubKey);
    return script.isPresent()
        && SpentOutputs.verify(scriptSig, script.get(), witness, outputs.checker(input))
            == ScriptError.OK;
  }
}
