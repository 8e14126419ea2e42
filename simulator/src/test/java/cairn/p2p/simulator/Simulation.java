package cairn.p2p.simulator;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.TestTransactions;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A network of nodes that come and go, find blocks and make transactions. What else happens, a
 * scenario does to it between two calls of {@link #pass}.
 */
final class Simulation {
  static final Instant START = Instant.ofEpochSecond(1_800_000_000);

  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int PORT = 8333;
  private static final int GROUPS = 250;

  /** Which part of the others a node knows of that has been there for long. */
  private static final double KNOWN = 0.9;

  /** As in production: so many addresses are taken from each of so many DNS seeds. */
  private static final int SEEDS = 8;

  private static final int TOLD_BY_SEED = 32;

  private static final long START_WITHIN_MICROS = 1_000_000;
  private static final long COIN_SATS = 10_000;

  private final Setup setup;
  private final SplittableRandom random;
  private final Network rules = Networks.regtest();
  private final SimulatedTime time = new SimulatedTime(START);
  private final Trace trace = new Trace();
  private final SimulatedNetwork network;
  private final BlockTree tree = new BlockTree(rules);
  private final List<Entry> oldBlocks;
  private final List<Home> homes = new ArrayList<>();
  private final Set<NetworkAddress> addresses = new HashSet<>();
  private final List<PeerAddress> directory = new ArrayList<>();
  private final List<Consumer<Entry>> watchers = new ArrayList<>();
  private final Propagation propagation;
  private final List<SentTransaction> sent = new ArrayList<>();
  private final SplittableRandom miners;
  private final SplittableRandom senders;
  private final SplittableRandom churn;
  private int coins;
  private Entry best;
  private boolean isMining = true;

  Simulation(long seed, Setup setup) {
    this.setup = setup;
    this.random = new SplittableRandom(seed);
    this.network = new SimulatedNetwork(time, random.split(), trace);
    this.miners = random.split();
    this.senders = random.split();
    this.churn = random.split();
    this.propagation = new Propagation(time);
    oldBlocks = oldBlocks();
    best = oldBlocks.getLast();
    for (int i = 0; i < setup.nodes(); i++) {
      settle(oldBlocks);
    }
  }

  /** Has every node know of most others, as after days in the same network. */
  void introduce() {
    for (var home : homes) {
      for (var address : directory) {
        if (random.nextDouble() < KNOWN) {
          var source = directory.get(random.nextInt(directory.size())).endpoint().address();
          home.addresses.add(List.of(address), source, Duration.ZERO, time.instant());
        }
      }
    }
  }

  /** Has somebody told of every block that is better than all others, as soon as it is found. */
  void watch(Consumer<Entry> watcher) {
    watchers.add(watcher);
  }

  /** The blocks that were found and are on the way to the best one. */
  List<Entry> chain() {
    return propagation.blocks().stream()
        .filter(block -> block.height() <= best.height())
        .filter(block -> best.ancestor(block.height()) == block)
        .toList();
  }

  /** Whether no other block was found in its place. */
  boolean isWithoutRival(Entry block) {
    return propagation.blocks().stream()
        .noneMatch(other -> other != block && other.height() == block.height());
  }

  /** The best block that there is, whoever knows of it. */
  Entry best() {
    return best;
  }

  private List<Entry> oldBlocks() {
    var blocks = new ArrayList<Entry>();
    for (var last = tree.genesis(); blocks.size() < setup.oldBlocks(); last = blocks.getLast()) {
      long at = START.getEpochSecond() - 60L * (setup.oldBlocks() - blocks.size());
      blocks.add(tree.mine(last, at, List.of()));
    }
    return blocks;
  }

  /** A new home, where {@code blocks} are known. */
  private Home settle(List<Entry> blocks) {
    var site = newSite();
    var home = new Home(site, tree, time, random.split(), propagation::connected);
    home.chain.take(blocks);
    homes.add(home);
    directory.add(heard(site));
    return home;
  }

  /** Somewhere in the network, where nobody is. */
  Site newSite() {
    return newSite(random.nextInt(GROUPS));
  }

  /** The same in one group of addresses (/16), given by its number. */
  Site newSite(int group) {
    NetworkAddress address;
    do {
      int host = random.nextInt(1 << 16);
      address = new Ipv4((20 + group / 50) << 24 | (group % 50) << 16 | host);
    } while (!addresses.add(address));
    return new Site(new Endpoint(address, PORT), megabits(), random.split());
  }

  private double megabits() {
    if (random.nextDouble() < setup.slow()) {
      return 0.1;
    }
    int lot = random.nextInt(10);
    return lot < 3 ? 10 : lot < 8 ? 50 : 200;
  }

  /** A site as others tell of it. */
  PeerAddress heard(Site site) {
    long now = time.instant().getEpochSecond();
    return new PeerAddress(now - random.nextLong(3600), SimulatedNode.SERVICES, site.endpoint());
  }

  /** Has everyone hear of a site who hears of others at first. */
  void list(PeerAddress address) {
    directory.add(address);
  }

  /** Has a newcomer know of some others, as DNS seeds tell it. */
  private void introduce(Home home) {
    for (int seed = 0; seed < SEEDS; seed++) {
      var told = new ArrayList<PeerAddress>();
      for (int i = 0; i < TOLD_BY_SEED; i++) {
        told.add(directory.get(random.nextInt(directory.size())));
      }
      home.addresses.add(told, Internal.ofName("seed" + seed), Duration.ZERO, time.instant());
    }
  }

  /**
   * Starts all nodes, and what goes on among them. Nearly at once: whoever is called by those that
   * start first would not be there otherwise, unlike the strangers.
   */
  void start() {
    for (var home : homes) {
      time.at(random.nextLong(START_WITHIN_MICROS), () -> run(home));
    }
    every(setup.blockEvery(), miners, this::mine);
    every(setup.transactionEvery(), senders, this::spend);
    if (setup.leavingInAnHour() > 0) {
      double each = 3600 / (setup.leavingInAnHour() * setup.nodes());
      every(Duration.ofMillis(Math.round(each * 1000)), churn, this::leave);
    }
  }

  private void every(Duration average, SplittableRandom random, Runnable task) {
    if (average.isPositive()) {
      long micros = Math.round(-Math.log1p(-random.nextDouble()) * SimulatedTime.micros(average));
      time.at(
          time.micros() + micros,
          () -> {
            task.run();
            every(average, random, task);
          });
    }
  }

  private void run(Home home) {
    new SimulatedNode(home, network, time, rules, setup.limits(), random.split()).start();
  }

  /** One node goes: most come back after a while, some are never seen again, and others come. */
  private void leave() {
    var running = running().toList();
    if (running.isEmpty()) {
      return;
    }
    var node = running.get(churn.nextInt(running.size()));
    var home = node.home();
    node.stop(churn.nextInt(4) > 0);
    boolean isBack = churn.nextInt(5) > 0;
    long away = Math.round(-Math.log1p(-churn.nextDouble()) * 30 * 60_000_000);
    time.at(time.micros() + away, () -> run(isBack ? home : replace(home)));
  }

  private Home replace(Home gone) {
    homes.remove(gone);
    directory.removeIf(address -> address.endpoint().equals(gone.site.endpoint()));
    var home = settle(List.of());
    introduce(home);
    return home;
  }

  /** From now on, nobody finds a block by chance. */
  void mineNone() {
    isMining = false;
  }

  /** A node comes that knows no block. */
  Home join() {
    var home = settle(List.of());
    introduce(home);
    run(home);
    return home;
  }

  /** A node finds a block, of all that know the last ones. */
  private void mine() {
    if (!isMining) {
      return;
    }
    var able = running().filter(node -> !node.home().chain.isInitialBlockDownload()).toList();
    if (!able.isEmpty()) {
      mine(able.get(miners.nextInt(able.size())));
    }
  }

  /** This node finds a block. */
  Entry mine(SimulatedNode node) {
    var home = node.home();
    var transactions =
        home.pool.entries().stream().<Transaction>map(entry -> entry.transaction()).toList();
    var block = tree.mine(home.tip(), time.instant().getEpochSecond(), transactions);
    var ids = transactions.stream().map(Transaction::wtxid).toList();
    sent.stream()
        .filter(each -> ids.contains(each.transaction.wtxid()))
        .forEach(each -> each.minedIn.add(block));
    propagation.mined(block, running().filter(Simulation::isSettled).map(SimulatedNode::home));
    home.chain.take(List.of(block));
    node.settle();
    if (best.work().compareTo(block.work()) < 0) {
      best = block;
      watchers.forEach(watcher -> watcher.accept(block));
    }
    return block;
  }

  /** Whether a node has been there for long enough to have what all have. */
  private static boolean isSettled(SimulatedNode node) {
    return node.uptime().compareTo(Duration.ofMinutes(5)) > 0
        && !node.home().chain.isInitialBlockDownload();
  }

  private void spend() {
    var able = running().filter(Simulation::isSettled).toList();
    if (!able.isEmpty()) {
      spend(able.get(senders.nextInt(able.size())));
    }
  }

  /** This node makes a transaction. */
  SentTransaction spend(SimulatedNode node) {
    OutPoint coin = TestTransactions.coin(coins++);
    homes.forEach(home -> home.pool.fund(coin, COIN_SATS));
    var record = new SentTransaction(TestTransactions.spend(coin));
    node.home().pool.add(record.transaction);
    node.protocol().relay().announce(record.transaction.wtxid());
    node.settle();
    sent.add(record);
    return record;
  }

  void pass(Duration duration) {
    time.pass(duration);
  }

  /** Splits the network: each node is on the other side with that chance. */
  void part(double chance) {
    homes.forEach(home -> home.site.side = random.nextDouble() < chance ? 1 : 0);
    network.part();
  }

  void heal() {
    network.heal();
  }

  Stream<SimulatedNode> running() {
    return homes.stream().map(Home::running).filter(Objects::nonNull);
  }

  /** Those that have been there for a while. */
  List<SimulatedNode> settled() {
    return running().filter(Simulation::isSettled).toList();
  }

  /** Lets time pass until {@link #isConverged}, an hour at most; how long it has taken. */
  Duration untilConverged(Duration allowance) {
    var passed = Duration.ZERO;
    while (!isConverged(allowance) && passed.compareTo(LONGEST) < 0) {
      pass(STEP);
      passed = passed.plus(STEP);
    }
    return passed;
  }

  /**
   * Whether all nodes that have been there for a while agree, but for blocks that were found not
   * longer than {@code allowance} ago, and for a race of two for the last place.
   */
  boolean isConverged(Duration allowance) {
    var tips = settled().stream().map(node -> node.home().tip()).toList();
    var most = tips.stream().max(Comparator.comparing(Entry::work)).orElseThrow();
    long since = time.instant().minus(allowance).getEpochSecond();
    return tips.stream().allMatch(tip -> isAlmost(tip, most, since));
  }

  private static boolean isAlmost(Entry tip, Entry most, long since) {
    boolean isRival =
        tip.work().equals(most.work())
            && most.ancestor(most.height() - 1) == tip.ancestor(tip.height() - 1);
    return isRival
        || (tip.height() < most.height()
            && most.ancestor(tip.height()) == tip
            && most.ancestor(tip.height() + 1).header().time() >= since);
  }

  SimulatedTime time() {
    return time;
  }

  SimulatedNetwork network() {
    return network;
  }

  BlockTree tree() {
    return tree;
  }

  Trace trace() {
    return trace;
  }

  Propagation propagation() {
    return propagation;
  }

  List<SentTransaction> sent() {
    return sent;
  }

  SplittableRandom random() {
    return random;
  }
}
