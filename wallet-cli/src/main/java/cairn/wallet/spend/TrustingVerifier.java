package cairn.wallet.spend;

import cairn.primitives.Amount;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.psbt.TransactionVerifier;
import cairn.primitives.sighash.HashType;
import cairn.primitives.sighash.SpendingTransaction;
import cairn.primitives.signing.DummySignatureCreator;
import cairn.primitives.signing.InputCheck;
import cairn.primitives.signing.SignatureCreator;
import cairn.primitives.signing.TransactionSignatureCreator;
import java.util.List;
import java.util.Optional;

/**
 * Signs without a script machine: what is put together is taken for valid. The node tells before
 * anything is sent whether it is.
 */
final class TrustingVerifier implements TransactionVerifier {
  private static final TxOut UNKNOWN = new TxOut(Amount.ZERO, Script.EMPTY);

  @Override
  public SignatureCreator creator(
      Transaction transaction, List<Optional<TxOut>> spent, int input, HashType type) {
    var known = spent.stream().map(output -> output.orElse(UNKNOWN)).toList();
    return new TransactionSignatureCreator(
        new SpendingTransaction(transaction, known),
        input,
        spent.stream().allMatch(Optional::isPresent),
        type,
        InputCheck.TRUSTING);
  }

  @Override
  public SignatureCreator dummy() {
    return new DummySignatureCreator(InputCheck.TRUSTING);
  }

  @Override
  public boolean accepts(
      Transaction transaction,
      List<Optional<TxOut>> spent,
      int input,
      Script scriptSig,
      Witness witness) {
    return !scriptSig.isEmpty() || !witness.isEmpty();
  }
}
