package cairn.p2p.addresses;

/** The two tables that addresses are in. */
public enum Table {
  /** What others told of, and nobody has yet been seen at. */
  NEW(1024),
  /** Where a connection has succeeded. */
  TRIED(256);

  /** How many addresses a bucket holds. */
  public static final int BUCKET_SIZE = 64;

  private final int buckets;

  Table(int buckets) {
    this.buckets = buckets;
  }

  /** How many buckets it has. */
  public int buckets() {
    return buckets;
  }

  /** How many addresses there is room for. */
  int size() {
    return buckets * BUCKET_SIZE;
  }
}
