package cairn.ledger.mempool;

import cairn.ledger.policy.StandardScripts;
import cairn.ledger.script.ScriptError;
import cairn.ledger.script.ScriptExecutionCache;
import cairn.ledger.script.ScriptVerifier;
import cairn.ledger.script.SignatureCache;
import cairn.ledger.script.SignatureVerifier;
import cairn.primitives.sighash.SpendingTransaction;

/** Runs the scripts of transactions, and remembers what was right for when their blocks come. */
final class Scripts {
  private final ChainView chain;
  private final ScriptExecutionCache executed;
  private final SignatureVerifier signatures;

  Scripts(ChainView chain, ScriptExecutionCache executed, SignatureCache signatures) {
    this.chain = chain;
    this.executed = executed;
    this.signatures = signatures.keeping(SignatureVerifier.direct());
  }

  /**
   * Runs them by the rules of relay, and then by those of the next block, in which signatures are
   * not verified again.
   *
   * @throws PolicyException if one of them fails
   */
  void check(SpendingTransaction spending) throws PolicyException {
    PolicyException.require(StandardScripts.check(spending, signatures));
    var flags = chain.flags();
    for (int i = 0; i < spending.transaction().inputs().size(); i++) {
      var error = ScriptVerifier.verify(spending, i, flags, signatures);
      if (error != ScriptError.OK) {
        throw new IllegalStateException(
            "input %d of %s is right by the rules of relay, and wrong by those of blocks: %s"
                .formatted(i, spending.transaction().txid(), error));
      }
    }
    executed.add(spending.transaction().wtxid(), flags);
  }
}
