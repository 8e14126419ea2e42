package cairn.p2p.sync;

import java.time.Duration;
import java.time.Instant;

/**
 * How many blocks a peer may be asked for at a time. Where blocks are small, sixteen of them are
 * sent in less time than it takes to ask for more; so it is as many as the peer has lately sent in
 * a second. A slow peer stays at sixteen, and keeps nobody waiting for long.
 */
final class RequestLimit {
  /** Other nodes ask for no more, so no peer minds. */
  static final int LEAST = 16;

  /** So the window of a few peers that are fast is divided among them. */
  static final int MOST = 128;

  private static final Duration SPAN = Duration.ofSeconds(1);

  private Instant spanStart = Instant.EPOCH;
  private int inSpan;
  private int limit = LEAST;

  int limit() {
    return limit;
  }

  /** The peer has sent a block that it was asked for. */
  void received(Instant now) {
    if (Duration.between(spanStart, now).compareTo(SPAN) >= 0) {
      limit = Math.clamp(inSpan, LEAST, MOST);
      spanStart = now;
      inSpan = 0;
    }
    inSpan++;
    limit = Math.clamp(inSpan, limit, MOST);
  }
}
