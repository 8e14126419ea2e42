package cairn.ledger;

/** Is told, on the chain thread, how far an import has come. It must not wait. */
public interface ImportProgress {
  /** Nobody wants to know. */
  ImportProgress NONE = new ImportProgress() {};

  /** A piece of the work begins, and the one before it, if any, is over. */
  default void begun() {}

  /**
   * Some more of this piece is done.
   *
   * @param done how much, in bytes or blocks
   * @param total how much there is to do, in the same unit
   */
  default void advanced(long done, long total) {}

  /** The last piece is over. */
  default void ended() {}
}
