package cairn.p2p.peer;

/**
 * The number of a connection, counted from 0 since the node was started; {@code getpeerinfo} and
 * the log call peers by it.
 */
public record PeerId(long number) implements Comparable<PeerId> {
  @Override
  public int compareTo(PeerId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
