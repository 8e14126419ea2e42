package cairn.p2p.simulator;

import cairn.p2p.BlockTree.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How long blocks take to get around. */
final class Propagation {
  private final SimulatedTime time;
  private final Map<Entry, Journey> journeys = new LinkedHashMap<>();

  /** A block's way to those who were there when it was found. */
  private static final class Journey {
    final long since;
    final Set<Home> awaited;
    final int nodes;
    final List<Long> arrivals = new ArrayList<>();

    Journey(long since, Set<Home> awaited) {
      this.since = since;
      this.awaited = awaited;
      this.nodes = awaited.size();
    }
  }

  Propagation(SimulatedTime time) {
    this.time = time;
  }

  void mined(Entry block, Stream<Home> nodes) {
    var awaited = new HashSet<Home>();
    nodes.forEach(awaited::add);
    journeys.put(block, new Journey(time.micros(), awaited));
  }

  void connected(Home home, List<Entry> blocks) {
    for (var block : blocks) {
      var journey = journeys.get(block);
      if (journey != null && journey.awaited.remove(home)) {
        journey.arrivals.add(time.micros() - journey.since);
      }
    }
  }

  /** The blocks that were found. */
  Set<Entry> blocks() {
    return journeys.keySet();
  }

  /** How long it took until that part of the nodes had the block; empty if they never did. */
  Optional<Duration> until(Entry block, double part) {
    var journey = journeys.get(block);
    if (journey == null) {
      return Optional.empty();
    }
    int index = (int) Math.ceil(journey.nodes * part) - 1;
    return index < 0 || index >= journey.arrivals.size()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(journey.arrivals.get(index) * 1000));
  }
}
