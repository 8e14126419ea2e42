package cairn.ledger.headers;

import cairn.ledger.rules.Verdict.Invalid;

/** What became of a header that was offered to the tree. */
public sealed interface Acceptance {
  /**
   * It is in the tree.
   *
   * @param isNew whether it was not before
   */
  record Accepted(HeaderEntry entry, boolean isNew) implements Acceptance {}

  /** It broke a rule; the tree is as it was. */
  record Refused(Invalid why) implements Acceptance {}
}
