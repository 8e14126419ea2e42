package cairn.ledger.policy;

/**
 * Why a package is not taken into the mempool, though there may be nothing wrong with any of its
 * transactions. The codes are the ones that Bitcoin Core reports, and never change.
 */
public enum PackageRefusal {
  TOO_MANY_TRANSACTIONS("package-too-many-transactions"),
  TOO_LARGE("package-too-large"),
  CONTAINS_DUPLICATES("package-contains-duplicates"),
  NOT_SORTED("package-not-sorted"),
  CONFLICT("conflict-in-package"),
  NOT_CHILD_WITH_PARENTS("package-not-child-with-parents"),
  TRUC_VIOLATION("TRUC-violation"),
  RBF_NOT_ONE_PARENT_ONE_CHILD("package RBF failed: package must be 1-parent-1-child"),
  RBF_MEMPOOL_ANCESTORS("package RBF failed: new transaction cannot have mempool ancestors"),
  RBF_TOO_MANY_REPLACEMENTS("package RBF failed: too many potential replacements"),
  RBF_INSUFFICIENT_FEES("package RBF failed: insufficient anti-DoS fees"),
  RBF_PARENT_PAYS_FOR_CHILD(
      "package RBF failed: package feerate is less than or equal to parent feerate"),
  TOO_LARGE_CLUSTER("too-large-cluster"),
  RBF_INSUFFICIENT_FEERATE(
      "package RBF failed: insufficient feerate: does not improve feerate diagram");

  private final String code;

  PackageRefusal(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
