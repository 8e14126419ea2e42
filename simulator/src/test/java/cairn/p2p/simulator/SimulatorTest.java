package cairn.p2p.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.connections.ConnectionOptions.Limits;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.simulator.Adversaries.AddressFlooder;
import cairn.p2p.simulator.Adversaries.Eclipser;
import cairn.p2p.simulator.Adversaries.HeaderSpammer;
import cairn.p2p.simulator.Adversaries.Sleeper;
import cairn.p2p.simulator.Adversaries.Withholder;
import cairn.primitives.BlockHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Small networks, each with one trouble. */
class SimulatorTest {
  private static final Duration WARM_UP = Duration.ofMinutes(10);

  /** Blocks that are not older may be on their way. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(20);

  private long seed;

  @BeforeEach
  void choose(TestInfo test) {
    seed = Seeds.next(test.getDisplayName());
  }

  private Simulation started(Setup setup) {
    return started(setup, _ -> List.of());
  }

  /** A network that has come together, and the strangers that were among it from its start. */
  private Simulation started(
      Setup setup, Function<Simulation, List<? extends Stranger>> strangers) {
    var simulation = new Simulation(seed, setup);
    for (var stranger : strangers.apply(simulation)) {
      simulation.list(simulation.heard(stranger.site()));
    }
    simulation.introduce();
    simulation.start();
    simulation.pass(WARM_UP);
    return simulation;
  }

  /** Until that part of the nodes had a block, of all blocks that no other one stood against. */
  private static List<Duration> times(Simulation simulation, double part) {
    var times = new ArrayList<Duration>();
    for (var block : simulation.chain()) {
      if (simulation.isWithoutRival(block)) {
        simulation.propagation().until(block, part).ifPresent(times::add);
      }
    }
    return times;
  }

  private static long outbound(SimulatedNode node, boolean strangers) {
    return node.peers()
        .filter(end -> end.isCaller() && end.other().owner() instanceof Stranger == strangers)
        .filter(SimulatorTest::isLasting)
        .count();
  }

  private static boolean isLasting(End end) {
    return end.peer != null && end.peer.type().isOutboundOrBlockRelay();
  }

  @Test
  void oneSeedAlwaysMakesTheSameHistory() {
    var setup = Setup.of(20).withLeaving(0.5).withTransactions(Duration.ofMinutes(1));
    var first = started(setup);
    first.pass(Duration.ofMinutes(20));
    var again = started(setup);
    again.pass(Duration.ofMinutes(20));
    var other = new Simulation(seed + 1, setup);
    other.introduce();
    other.start();
    other.pass(Duration.ofMinutes(30));

    assertThat(again.trace().hash()).isEqualTo(first.trace().hash());
    assertThat(other.trace().hash()).isNotEqualTo(first.trace().hash());
    System.out.println("trace " + first.trace().hash());
  }

  @Test
  void everyNodeFindsTenPeersOfItsOwnWithinTenMinutes() {
    var simulation = started(Setup.of(40));

    assertThat(simulation.running())
        .hasSize(40)
        .allSatisfy(node -> assertThat(outbound(node, false)).isGreaterThanOrEqualTo(10));
  }

  @Test
  void blocksReachNineteenOfTwentyNodesInTwoSeconds() {
    var simulation = started(Setup.of(40).withLeaving(0.1));
    simulation.pass(Duration.ofHours(1));

    assertThat(times(simulation, 0.95))
        .hasSizeGreaterThan(20)
        .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(2)));
    assertThat(simulation.isConverged(ON_THE_WAY)).isTrue();
  }

  @Test
  void slowLinesOfATenthOfTheNodesDoNotHoldUpBlocks() {
    var simulation = started(Setup.of(40).withSlow(0.1));
    simulation.pass(Duration.ofMinutes(30));

    assertThat(times(simulation, 0.95))
        .hasSizeGreaterThan(10)
        .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(3)));
  }

  @Test
  void transactionsReachAllNodesInAMinute() {
    var simulation = started(Setup.of(40).withTransactions(Duration.ofSeconds(20)));
    simulation.pass(Duration.ofMinutes(10));
    var sent = List.copyOf(simulation.sent());
    simulation.pass(Duration.ofMinutes(1));

    assertThat(sent).hasSizeGreaterThan(10);
    for (var node : simulation.settled()) {
      assertThat(sent).allMatch(node.home()::knows);
    }
  }

  @Test
  void newcomersGetTheWholeChain() {
    var simulation = started(Setup.of(20).withOldBlocks(1000));
    var newcomers = List.of(simulation.join(), simulation.join());
    simulation.pass(Duration.ofMinutes(3));

    assertThat(newcomers)
        .allSatisfy(home -> assertThat(home.chain.isInitialBlockDownload()).isFalse());
    assertThat(newcomers)
        .allSatisfy(home -> assertThat(home.tip().height()).isGreaterThanOrEqualTo(1000));
  }

  @Test
  void halvesAgreeTwoMinutesAfterAPartitionOfHalfAnHour() {
    var simulation = started(Setup.of(40));
    simulation.part(0.5);
    simulation.pass(Duration.ofMinutes(30));
    assertThat(simulation.isConverged(ON_THE_WAY)).as("in two halves").isFalse();
    simulation.heal();

    assertThat(simulation.untilConverged(ON_THE_WAY)).isLessThan(Duration.ofMinutes(2));
  }

  /** Nobody has two peers of his own choice in one group, whatever they come and go. */
  @Test
  void whoeverHasThirtyPercentOfAddressesInFewGroupsIsNeverAllPeersOfANode() {
    var simulation =
        started(Setup.of(35).withLeaving(0.3), network -> Eclipser.gang(network, 15, 5));
    for (int minute = 0; minute < 120; minute++) {
      simulation.pass(Duration.ofMinutes(1));
      assertThat(simulation.settled())
          .allSatisfy(node -> {
            assertThat(outbound(node, false)).isPositive();
            assertThat(outbound(node, true)).isLessThanOrEqualTo(5);
          });
    }

    assertThat(simulation.settled()).anyMatch(node -> outbound(node, true) > 0);
    assertThat(simulation.isConverged(ON_THE_WAY)).isTrue();
  }

  /** Then chance alone can give him all peers of a node; docs/simulator.md says how often. */
  @Test
  void whoeverHasThirtyPercentOfAddressesAnywhereHasNoMoreThanSixtyPercentOfPeers() {
    var simulation =
        started(Setup.of(35).withLeaving(0.1), network -> Eclipser.scattered(network, 15));
    for (int minute = 0; minute < 60; minute++) {
      simulation.pass(Duration.ofMinutes(1));
      var nodes = simulation.settled();
      long strangers = nodes.stream().mapToLong(node -> outbound(node, true)).sum();
      long honest = nodes.stream().mapToLong(node -> outbound(node, false)).sum();
      assertThat(strangers).isPositive().isLessThan(6 * (strangers + honest) / 10);
    }

    assertThat(simulation.isConverged(ON_THE_WAY)).isTrue();
  }

  @Test
  void callersWhoTakeAllInboundSlotsDoNotDriveOutTheOthers() {
    var setup = Setup.of(12).withLimits(new Limits(40, 50, Duration.ofSeconds(60), 0));
    var simulation = started(setup);
    var victim = simulation.running().findFirst().orElseThrow();
    var gang = Eclipser.scattered(simulation, 60);
    for (int minute = 0; minute < 20; minute++) {
      gang.stream()
          .filter(one -> one.ready().isEmpty())
          .forEach(one -> one.call(victim.site().endpoint()));
      simulation.pass(Duration.ofMinutes(1));
    }

    // 29 may call, and half of them may want transactions, as the gang does.
    assertThat(victim.protocol().connections().counts().inbound()).isGreaterThanOrEqualTo(14);
    long honest = victim.peers().filter(end -> !(end.other().owner() instanceof Stranger)).count();
    assertThat(victim.peers().count() - honest).as("of the gang").isPositive();
    assertThat(honest).isGreaterThanOrEqualTo(8);
  }

  /**
   * Whoever announces a block first is asked for it, and others, who may do the same, when his time
   * is up. What helps is that some peers send new blocks unasked (BIP 152), if the finder is one.
   */
  @Test
  void ofBlocksThatTenPeersWithholdFourInFiveArriveInFiveSeconds() {
    var simulation = started(Setup.of(30));
    simulation.pass(Duration.ofMinutes(20));
    var nodes = simulation.running().toList();
    int before = simulation.best().height();
    for (int i = 0; i < 10; i++) {
      var withholder = new Withholder(simulation);
      nodes.forEach(node -> withholder.call(node.site().endpoint()));
    }
    simulation.pass(Duration.ofHours(1));
    simulation.mineNone();
    simulation.pass(Duration.ofHours(2));

    var blocks = simulation.chain().stream().filter(block -> block.height() > before).toList();
    long fast =
        blocks.stream()
            .flatMap(block -> simulation.propagation().until(block, 0.95).stream())
            .filter(time -> time.compareTo(Duration.ofSeconds(5)) < 0)
            .count();
    assertThat(blocks).hasSizeGreaterThan(30);
    assertThat(fast).isGreaterThan(blocks.size() * 4L / 5);
    assertThat(simulation.isConverged(ON_THE_WAY)).isTrue();
  }

  @Test
  void nobodyKeepsPeersOnAStaleChainForAnHour() {
    var simulation =
        started(
            Setup.of(20),
            network ->
                List.of(
                    new Sleeper(network),
                    new Sleeper(network),
                    new Sleeper(network),
                    new Sleeper(network),
                    new Sleeper(network),
                    new Sleeper(network)));
    var before = simulation.settled().stream().mapToLong(node -> outbound(node, true)).sum();
    var old =
        simulation.settled().stream()
            .flatMap(SimulatedNode::peers)
            .filter(
                end -> end.isCaller() && isLasting(end) && end.other().owner() instanceof Sleeper)
            .toList();
    simulation.pass(Duration.ofHours(1));

    assertThat(before).isPositive();
    assertThat(old).noneMatch(end -> end.isOpen);
    assertThat(simulation.isConverged(ON_THE_WAY)).isTrue();
  }

  @Test
  void headersOfBranchesWithLittleWorkAreNotKept() {
    var branch = new ArrayList<BlockHeader>();
    var spammers = new ArrayList<HeaderSpammer>();
    var simulation =
        started(
            Setup.of(12).withOldBlocks(5000),
            network -> {
              // Found on a tree of its own: no node knows of it.
              var tree = new BlockTree(Networks.regtest());
              tree.mine(tree.genesis(), 3000).stream().map(Entry::header).forEach(branch::add);
              for (int i = 0; i < 3; i++) {
                spammers.add(new HeaderSpammer(network, branch));
              }
              return spammers;
            });
    var nodes = simulation.running().toList();
    for (var spammer : spammers) {
      nodes.forEach(node -> spammer.call(node.site().endpoint()));
    }
    simulation.pass(Duration.ofMinutes(10));

    assertThat(spammers).allSatisfy(spammer -> assertThat(spammer.sent).isGreaterThan(20_000));
    assertThat(branch).allMatch(header -> simulation.tree().find(header.hash()) == null);
    assertThat(simulation.isConverged(ON_THE_WAY)).isTrue();
  }

  @Test
  void floodsOfAddressesDoNotKeepNodesFromFindingEachOther() {
    var flooders = new ArrayList<AddressFlooder>();
    var simulation =
        started(
            Setup.of(30).withLeaving(0.1),
            network -> {
              flooders.add(new AddressFlooder(network));
              flooders.add(new AddressFlooder(network));
              return flooders;
            });
    for (var flooder : flooders) {
      simulation.running().forEach(node -> flooder.call(node.site().endpoint()));
    }
    simulation.pass(Duration.ofHours(1));

    assertThat(flooders).allSatisfy(flooder -> assertThat(flooder.sent).isGreaterThan(1_000_000));
    assertThat(simulation.settled())
        .allSatisfy(node -> {
          assertThat(outbound(node, false)).isGreaterThanOrEqualTo(6);
          assertThat(node.home().addresses.counts().total()).isLessThan(20_000);
        });
    assertThat(simulation.isConverged(ON_THE_WAY)).isTrue();
  }

  @Test
  void feelersAndExtraPeersAreShort() {
    var simulation = started(Setup.of(20));
    simulation.pass(Duration.ofMinutes(30));

    assertThat(simulation.running())
        .allSatisfy(node -> {
          assertThat(node.peers().filter(End::isCaller).count()).isLessThanOrEqualTo(12);
          assertThat(
                  node.peers()
                      .filter(end -> end.peer != null && end.peer.type() == ConnectionType.FEELER))
              .isEmpty();
        });
  }
}
