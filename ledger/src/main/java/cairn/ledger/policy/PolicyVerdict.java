package cairn.ledger.policy;

import cairn.ledger.rules.Verdict;

/** What a rule of relay policy says of a transaction. */
public sealed interface PolicyVerdict {
  /** It keeps the rule. */
  enum Accepted implements PolicyVerdict {
    OK
  }

  /**
   * It is not taken.
   *
   * @param code what programs compare: of {@link Refusal#code} with its particular filled in, or of
   *     a rule of consensus
   * @param detail for people; empty where there is nothing to add
   */
  record Refused(RefusalKind kind, String code, String detail) implements PolicyVerdict {
    /** As logs and RPC give it: the code, then the detail where there is one. */
    @Override
    public String toString() {
      return detail.isEmpty() ? code : code + ", " + detail;
    }
  }

  /** A refusal with nothing more to say. */
  static Refused refused(Refusal reason) {
    return refused(reason, "");
  }

  static Refused refused(Refusal reason, String detail) {
    return new Refused(reason.kind(), reason.code(), detail);
  }

  /** A refusal whose code names a particular, such as the script error. */
  static Refused refused(Refusal reason, String particular, String detail) {
    return new Refused(reason.kind(), reason.code().replace("%s", particular), detail);
  }

  /** The refusal of a transaction that breaks a rule of consensus, or cannot yet be in a block. */
  static Refused refused(Verdict.Invalid failure) {
    var kind =
        switch (failure.reason()) {
          case BAD_TXNS_PREMATURE_SPEND_OF_COINBASE -> RefusalKind.PREMATURE_SPEND;
          case BAD_TXNS_INPUTS_MISSINGORSPENT -> RefusalKind.MISSING_INPUTS;
          default -> RefusalKind.CONSENSUS;
        };
    return new Refused(kind, failure.code(), failure.detail());
  }

  default boolean isAccepted() {
    return this == Accepted.OK;
  }
}
