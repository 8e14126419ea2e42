package cairn.ledger.rules;

/** What a rule says of a block or transaction. */
public sealed interface Verdict {
  /** It keeps the rule. */
  enum Valid implements Verdict {
    OK
  }

  /**
   * It breaks the rule.
   *
   * @param code {@link Reject#code} with its particular filled in: what programs compare
   * @param detail for people; empty where there is nothing to add
   */
  record Invalid(Reject reason, String code, String detail) implements Verdict {
    /** The same failure, with another detail. */
    public Invalid withDetail(String detail) {
      return new Invalid(reason, code, detail);
    }

    /** As logs and RPC give it: the code, then the detail where there is one. */
    @Override
    public String toString() {
      return detail.isEmpty() ? code : code + ", " + detail;
    }
  }

  /** A failure with nothing more to say. */
  static Invalid invalid(Reject reason) {
    return invalid(reason, "");
  }

  static Invalid invalid(Reject reason, String detail) {
    return new Invalid(reason, reason.code(), detail);
  }

  /** A failure whose code names a particular, such as the script error. */
  static Invalid invalid(Reject reason, String particular, String detail) {
    return new Invalid(reason, reason.code().replace("%s", particular), detail);
  }

  default boolean isValid() {
    return this == Valid.OK;
  }
}
