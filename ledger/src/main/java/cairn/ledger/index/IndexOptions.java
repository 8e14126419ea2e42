package cairn.ledger.index;

/**
 * Which indexes are wanted.
 *
 * @param rebuild whether to throw away what there is, as the blocks are gone through anew
 */
public record IndexOptions(
    boolean transactions,
    boolean spenders,
    boolean blockFilters,
    boolean coinStatistics,
    boolean rebuild) {
  /** No index at all. */
  public static final IndexOptions NONE = new IndexOptions(false, false, false, false, false);
}
