package cairn.p2p.host;

import cairn.p2p.net.OtherNetworks;
import cairn.primitives.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of nodes of other networks that were met: somebody has mistaken an address, or
 * a network's file. Anyone can call and claim any network, so of each there is a line now and then,
 * and not of many. Thread-safe.
 */
final class Strangers {
  static final Duration PAUSE = Duration.ofMinutes(10);
  static final int MOST = 5;

  private static final Logger log = LoggerFactory.getLogger(Strangers.class);

  private final InstantSource clock;
  private final Map<Bytes, Instant> told = new HashMap<>();

  /**
   * @param clock that nobody sets
   */
  Strangers(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A connection has ended, as its peer is of another network.
   *
   * @param magic of that network; empty if it is not known
   */
  void met(Bytes magic, Link link) {
    if (isNew(magic)) {
      log.info("Refused {}, {}", describe(magic), link);
    }
  }

  /** Whether there is to be a line. */
  synchronized boolean isNew(Bytes magic) {
    var now = clock.instant();
    told.values().removeIf(time -> !time.plus(PAUSE).isAfter(now));
    return told.size() < MOST && told.putIfAbsent(magic, now) == null;
  }

  static String describe(Bytes magic) {
    if (magic.isEmpty()) {
      return "a node that nothing can be decrypted of, probably as it is of another network";
    }
    return OtherNetworks.name(magic)
        .map(name -> "a node of another network, %s (message start %s)".formatted(name, magic))
        .orElse("a node of another network (message start %s)".formatted(magic));
  }
}
