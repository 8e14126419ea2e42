package cairn.ledger;

import cairn.ledger.rules.Verdict;
import org.jspecify.annotations.Nullable;

/** What became of a block that was submitted. */
public sealed interface BlockAnswer {
  /**
   * It is stored; and if it is on the best branch, it and all before it are connected and checked.
   *
   * @param isNew whether it was not stored before
   */
  record Accepted(IndexedBlock block, boolean isNew) implements BlockAnswer {}

  /**
   * It was not asked for, and is not worth being stored: it has too little work, is too far ahead
   * of the tip, or was pruned. Only its header was taken in.
   */
  record Ignored(IndexedBlock block) implements BlockAnswer {}

  /**
   * It breaks a rule, by itself or once its turn had come to be connected.
   *
   * @param block null if not even its header was taken in
   */
  record Refused(Verdict.Invalid why, @Nullable IndexedBlock block) implements BlockAnswer {}

  /** Too much else is waiting, so nothing has been done; it may be submitted again later. */
  record Dropped() implements BlockAnswer {}
}
