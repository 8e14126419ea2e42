package cairn.ledger.policy;

import cairn.primitives.Transaction;

/** How Core words what is wrong with a version 3 transaction or its family. */
final class TrucTexts {
  private TrucTexts() {}

  /** One of them is of version 3 and the other is not. */
  static String mixed(Transaction child, Transaction parent) {
    return "%s %s cannot spend from %s %s"
        .formatted(kind(child), name(child), kind(parent), name(parent));
  }

  static String tooBig(Transaction transaction, long virtualSize) {
    return "version=3 %s is too big: %d > %d virtual bytes"
        .formatted(name(transaction), virtualSize, Truc.MAX_VIRTUAL_SIZE);
  }

  static String childTooBig(Transaction child, long virtualSize) {
    return "version=3 child %s is too big: %d > %d virtual bytes"
        .formatted(name(child), virtualSize, Truc.MAX_CHILD_VIRTUAL_SIZE);
  }

  static String tooManyAncestors(Transaction transaction) {
    return name(transaction) + " would have too many ancestors";
  }

  static String tooManyDescendants(Transaction parent) {
    return name(parent) + " would exceed descendant count limit";
  }

  private static String kind(Transaction transaction) {
    return Truc.isTruc(transaction) ? "version=3" : "non-version=3";
  }

  private static String name(Transaction transaction) {
    return "tx %s (wtxid=%s)".formatted(transaction.txid(), transaction.wtxid());
  }
}
