package cairn.p2p.relay;

/**
 * How much of what is reserved for a peer in the orphanage the peer takes: more than 1 is allowed
 * as long as others leave room.
 *
 * <p>Of two equal ratios, the one of the smaller allowance is the greater load: too many
 * announcements count as worse than too much weight.
 *
 * @param allowed above 0
 */
record OrphanLoad(long used, long allowed) implements Comparable<OrphanLoad> {
  /** All that is reserved, and no more. */
  static final OrphanLoad FULL = new OrphanLoad(1, 1);

  boolean isTooMuch() {
    return used > allowed;
  }

  OrphanLoad max(OrphanLoad other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(OrphanLoad other) {
    int byRatio =
        Long.compare(
            Math.multiplyExact(used, other.allowed), Math.multiplyExact(other.used, allowed));
    return byRatio != 0 ? byRatio : Long.compare(other.allowed, allowed);
  }
}
