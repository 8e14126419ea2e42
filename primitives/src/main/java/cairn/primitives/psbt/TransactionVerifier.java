package cairn.primitives.psbt;

import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.sighash.HashType;
import cairn.primitives.signing.SignatureCreator;
import java.util.List;
import java.util.Optional;

/** Signs and verifies inputs of transactions, for those who know all rules of scripts. */
public interface TransactionVerifier {
  /** Signs an input. */
  SignatureCreator creator(
      Transaction transaction, List<Optional<TxOut>> spent, int input, HashType type);

  /** Makes what has the size of signatures. */
  SignatureCreator dummy();

  /** Whether an input with these scripts is valid, by the rules of relay. */
  boolean accepts(
      Transaction transaction,
      List<Optional<TxOut>> spent,
      int input,
      Script scriptSig,
      Witness witness);
}
