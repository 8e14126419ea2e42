package cairn.p2p.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.simulator.Adversaries.Eclipser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A day of 300 nodes: a block a minute, one node in ten leaves within an hour, a stranger at three
 * of ten addresses, and after twelve hours the network is in two parts for half an hour.
 */
@Isolated("beside others it would take far longer")
class DayInTheNetworkTest {
  private static final int NODES = 300;
  private static final int STRANGERS = 128;
  private static final int PLACES = 10;
  private static final int STRANGERS_GROUPS = 8;

  /** Has the strangers' addresses be in as many groups as everyone's. */
  private static final boolean IS_SCATTERED = Boolean.getBoolean("cairn.simulator.scattered");

  private static final Duration ON_THE_WAY = Duration.ofSeconds(20);
  private static final Duration AGREED_AFTER = Duration.ofMinutes(3);
  private static final Duration WITH_MOST_AFTER = Duration.ofSeconds(3);

  /** After the parts are joined: until then, nodes could not reach the peers that they wanted. */
  private static final Duration PEERS_FOUND_AFTER = Duration.ofMinutes(10);

  private int mostStrangers;

  /** Each node that had strangers alone, with the minute in which that began. */
  private final Map<SimulatedNode, Long> surrounded = new LinkedHashMap<>();

  private long minute;

  @Test
  void blocksGetAroundPartsAgreeAgainAndNobodyIsSurrounded() {
    var simulation =
        new Simulation(
            Seeds.next("a day in the network"),
            Setup.of(NODES).withLeaving(0.1).withTransactions(Duration.ofMinutes(5)));
    var strangers =
        IS_SCATTERED
            ? Eclipser.scattered(simulation, STRANGERS)
            : Eclipser.gang(simulation, STRANGERS, STRANGERS_GROUPS);
    for (var stranger : strangers) {
      simulation.list(simulation.heard(stranger.site()));
    }
    simulation.introduce();
    simulation.start();

    pass(simulation, Duration.ofHours(12), true);
    var before = simulation.chain();
    simulation.part(0.5);
    pass(simulation, Duration.ofMinutes(30), false);
    assertThat(simulation.isConverged(ON_THE_WAY)).as("in two parts").isFalse();
    simulation.heal();
    var agreed = simulation.untilConverged(ON_THE_WAY);
    int healed = simulation.best().height();
    pass(simulation, PEERS_FOUND_AFTER, false);
    pass(simulation, Duration.ofHours(11).plusMinutes(20), true);

    var times = new ArrayList<Duration>();
    for (var block : simulation.chain()) {
      boolean isWhole = before.contains(block) || block.height() > healed;
      if (isWhole && simulation.isWithoutRival(block)) {
        simulation.propagation().until(block, 0.95).ifPresent(times::add);
      }
    }
    times.sort(null);
    print(simulation, agreed, times);
    assertThat(surrounded).isEmpty();
    assertThat(agreed).isLessThan(AGREED_AFTER);
    assertThat(times).hasSizeGreaterThan(1000);
    assertThat(times.getLast()).isLessThan(WITH_MOST_AFTER);
    assertThat(simulation.isConverged(ON_THE_WAY)).isTrue();
  }

  /**
   * Looks every minute whether strangers have all places for peers of some node's own choice, or
   * all that are taken if the network {@code isWhole}.
   */
  private void pass(Simulation simulation, Duration time, boolean isWhole) {
    long until = minute + time.toMinutes();
    for (; minute < until; minute++) {
      simulation.pass(Duration.ofMinutes(1));
      for (var node : simulation.settled()) {
        var others =
            node.peers()
                .filter(end -> end.peer != null && end.peer.type().isOutboundOrBlockRelay())
                .map(end -> end.other().owner())
                .toList();
        int strangers = (int) others.stream().filter(Stranger.class::isInstance).count();
        mostStrangers = Math.max(mostStrangers, strangers);
        if (strangers >= (isWhole ? others.size() : PLACES)) {
          surrounded.putIfAbsent(node, minute);
        }
      }
    }
  }

  private void print(Simulation simulation, Duration agreed, List<Duration> times) {
    System.out.printf(
        "trace %s%n%d messages, %d MB; agreed after %d s; 95 %% of nodes had a block after %d ms"
            + " (half of the blocks), %d ms (99 %%), %d ms (all); at most %d strangers at a node,"
            + " alone at %d%n",
        simulation.trace().hash(),
        simulation.trace().deliveries(),
        simulation.trace().bytes() / 1_000_000,
        agreed.toSeconds(),
        times.get(times.size() / 2).toMillis(),
        times.get(times.size() * 99 / 100).toMillis(),
        times.getLast().toMillis(),
        mostStrangers,
        surrounded.size());
  }
}
