package cairn.ledger.policy;

/** What a rule of relay policy says of a package: transactions that are offered together. */
public sealed interface PackageVerdict {
  /** It keeps the rule. */
  enum Accepted implements PackageVerdict {
    OK
  }

  /**
   * The package as a whole is not taken, whatever its transactions are one by one.
   *
   * @param code what programs compare
   * @param detail for people; empty where there is nothing to add
   */
  record Refused(String code, String detail) implements PackageVerdict {
    /** As RPC gives it: the code, then the detail where there is one. */
    @Override
    public String toString() {
      return detail.isEmpty() ? code : code + ", " + detail;
    }
  }

  static Refused refused(PackageRefusal reason) {
    return refused(reason, "");
  }

  static Refused refused(PackageRefusal reason, String detail) {
    return new Refused(reason.code(), detail);
  }

  default boolean isAccepted() {
    return this == Accepted.OK;
  }
}
