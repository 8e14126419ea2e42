package cairn.p2p.addresses;

/** How many different addresses the tables hold. */
public record Counts(int inNew, int inTried) {
  static final Counts NONE = new Counts(0, 0);

  public int total() {
    return inNew + inTried;
  }

  Counts plus(int inNew, int inTried) {
    return new Counts(this.inNew + inNew, this.inTried + inTried);
  }

  Counts plus(Counts other) {
    return plus(other.inNew, other.inTried);
  }
}
