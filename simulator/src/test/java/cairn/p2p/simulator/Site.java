package cairn.p2p.simulator;

import cairn.p2p.wire.Endpoint;
import java.util.SplittableRandom;

/** Where a node is, on the net and on the map, and how fast it can send. */
final class Site {
  private static final double MEGABITS = 1e6 / 8;

  private final Endpoint endpoint;
  private final double x;
  private final double y;
  private final double bytesPerMicro;

  /** Which part of the network it is in, while the network is in parts. */
  int side;

  /** Until when what was sent so far keeps its line busy. */
  long busyUntil;

  /** Somewhere on a square whose opposite edges meet. */
  Site(Endpoint endpoint, double megabits, SplittableRandom random) {
    this.endpoint = endpoint;
    this.x = random.nextDouble();
    this.y = random.nextDouble();
    this.bytesPerMicro = megabits * MEGABITS / 1e6;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** How long it takes to send so much, in microseconds. */
  long sending(int bytes) {
    return Math.round(bytes / bytesPerMicro);
  }

  double bytesPerMicro() {
    return bytesPerMicro;
  }

  /** From 0 to 1. */
  double distance(Site other) {
    double dx = Math.abs(x - other.x);
    double dy = Math.abs(y - other.y);
    return Math.hypot(Math.min(dx, 1 - dx), Math.min(dy, 1 - dy)) * Math.sqrt(2);
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
