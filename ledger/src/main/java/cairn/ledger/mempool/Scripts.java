package cairn.ledger.mempool;

import cairn.ledger.policy.PolicyVerdict;
import cairn.ledger.policy.StandardScripts;
import cairn.ledger.script.ScriptError;
import cairn.ledger.script.ScriptExecutionCache;
import cairn.ledger.script.ScriptFlags;
import cairn.ledger.script.ScriptVerifier;
import cairn.ledger.script.SignatureCache;
import cairn.ledger.script.SignatureVerifier;
import cairn.primitives.Wtxid;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Runs the scripts of transactions, and remembers what was right for when their blocks come. For
 * the chain thread.
 */
final class Scripts {
  private final ChainView chain;
  private final ScriptExecutionCache executed;
  private final SignatureVerifier signatures;
  private final Executor others;

  /** What other threads have begun with, by transaction: soon {@link #check} asks for it. */
  private final Map<Wtxid, Run> begun = new HashMap<>();

  /**
   * @param others runs scripts on other threads
   */
  Scripts(
      ChainView chain, ScriptExecutionCache executed, SignatureCache signatures, Executor others) {
    this.chain = chain;
    this.executed = executed;
    this.signatures = signatures.keeping(SignatureVerifier.direct());
    this.others = others;
  }

  /**
   * A run of all scripts of a transaction.
   *
   * @param flags the rules of blocks that it goes by, besides those of relay
   */
  private record Run(ScriptFlags flags, CompletableFuture<PolicyVerdict> verdict) {}

  /** Begins to run the scripts of a transaction on another thread. */
  void begin(SpendingTransaction spending) {
    var flags = chain.flags();
    var _ =
        begun.computeIfAbsent(
            spending.transaction().wtxid(),
            _ -> new Run(flags, CompletableFuture.supplyAsync(() -> run(spending, flags), others)));
  }

  /** Nobody asks for what was {@link #begin begun} of this transaction any more. */
  void forget(Wtxid transaction) {
    begun.remove(transaction);
  }

  /**
   * Runs them by the rules of relay, and then by those of the next block, in which signatures are
   * not verified again.
   *
   * @throws PolicyException if one of them fails
   */
  void check(SpendingTransaction spending) throws PolicyException {
    var flags = chain.flags();
    var run = begun.remove(spending.transaction().wtxid());
    PolicyException.require(
        run != null && run.flags().equals(flags) ? await(run) : run(spending, flags));
  }

  private static PolicyVerdict await(Run run) {
    try {
      return run.verdict().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private PolicyVerdict run(SpendingTransaction spending, ScriptFlags flags) {
    var verdict = StandardScripts.check(spending, signatures);
    if (verdict.isAccepted()) {
      requireAll(spending, flags);
      executed.add(spending.transaction().wtxid(), flags);
    }
    return verdict;
  }

  private void requireAll(SpendingTransaction spending, ScriptFlags flags) {
    for (int i = 0; i < spending.transaction().inputs().size(); i++) {
      var error = ScriptVerifier.verify(spending, i, flags, signatures);
      if (error != ScriptError.OK) {
        throw new IllegalStateException(
            "input %d of %s is right by the rules of relay, and wrong by those of blocks: %s"
                .formatted(i, spending.transaction().txid(), error));
      }
    }
  }
}
