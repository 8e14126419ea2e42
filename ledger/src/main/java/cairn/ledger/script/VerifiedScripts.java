package cairn.ledger.script;

import cairn.primitives.Wtxid;

/**
 * What is known of scripts that were run before their block came. For blocks: what is used is not
 * needed any longer. Thread-safe.
 */
public interface VerifiedScripts {
  /** Nothing is known. */
  VerifiedScripts NONE =
      new VerifiedScripts() {
        private final SignatureVerifier direct = SignatureVerifier.direct();

        @Override
        public boolean covers(Wtxid transaction, ScriptFlags flags) {
          return false;
        }

        @Override
        public SignatureVerifier signatures() {
          return direct;
        }
      };

  /** What transactions have left in these caches that came before their blocks. */
  static VerifiedScripts in(ScriptExecutionCache executed, SignatureCache signatures) {
    var verifier = signatures.releasing(SignatureVerifier.direct());
    return new VerifiedScripts() {
      @Override
      public boolean covers(Wtxid transaction, ScriptFlags flags) {
        return executed.release(transaction, flags);
      }

      @Override
      public SignatureVerifier signatures() {
        return verifier;
      }
    };
  }

  /** Whether every input of the transaction is known to obey these rules. */
  boolean covers(Wtxid transaction, ScriptFlags flags);

  /** What to verify single signatures with. */
  SignatureVerifier signatures();
}
