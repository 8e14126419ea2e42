package cairn.ledger;

/** Is told, on the chain thread, how far an import has come. It must not wait. */
@FunctionalInterface
public interface ImportProgress {
  /**
   * Some more is done.
   *
   * @param doneBytes of all files together, how much has been taken in
   * @param totalBytes how much there is to take in
   */
  void advanced(long doneBytes, long totalBytes);
}
