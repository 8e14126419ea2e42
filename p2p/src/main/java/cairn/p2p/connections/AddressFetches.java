package cairn.p2p.connections;

import cairn.p2p.addresses.AddressManager;
import cairn.p2p.connections.Wish.Slot;
import cairn.p2p.peer.ConnectionType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes that are called for the addresses they know, and for nothing else: those that the operator
 * names ({@code -seednode}), one after the other, and DNS seeds that cannot be looked up.
 */
final class AddressFetches {
  private static final Logger log = LoggerFactory.getLogger(AddressFetches.class);

  /** With so many peers for everything, no further seed is needed. */
  static final int ENOUGH_PEERS = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AddressManager addresses;
  private final InstantSource clock;
  private final Queue<String> seeds;
  private final Queue<String> waiting = new ArrayDeque<>();
  private boolean isSeedDue;
  private Instant lastSeed;

  /**
   * @param seeds to be called in an order that nobody can foresee
   */
  AddressFetches(
      AddressManager addresses, List<String> seeds, InstantSource clock, RandomGenerator random) {
    this.addresses = addresses;
    this.clock = clock;
    var shuffled = new ArrayList<>(seeds);
    Collections.shuffle(shuffled, Random.from(random));
    this.seeds = new ArrayDeque<>(shuffled);
    this.isSeedDue = !shuffled.isEmpty() && addresses.counts().total() == 0;
    this.lastSeed = clock.instant();
  }

  /** Has a node called, soon. */
  void add(String name) {
    waiting.add(name);
  }

  /** Puts the next seed among those that are called, if it was found to be needed. */
  void addSeedIfDue() {
    if (!isSeedDue) {
      return;
    }
    isSeedDue = false;
    var seed = seeds.remove();
    add(seed);
    if (addresses.counts().total() == 0) {
      log.info("Empty addrman, adding seednode ({}) to addrfetch", seed);
    } else {
      log.info(
          "Couldn't connect to peers from addrman after {} seconds. Adding seednode ({}) to"
              + " addrfetch",
          PATIENCE.toSeconds(),
          seed);
    }
  }

  /** Sees whether another seed is needed. */
  void look(int fullRelayPeers) {
    var now = clock.instant();
    if (!seeds.isEmpty() && fullRelayPeers < ENOUGH_PEERS && now.isAfter(lastSeed.plus(PATIENCE))) {
      lastSeed = now;
      isSeedDue = true;
    }
  }

  /**
   * Calls the next one, if there is one and {@code mayDial}; without that, it is not called at all.
   *
   * @return whether it is being called
   */
  boolean callNext(Dialler dialler, boolean mayDial, boolean encrypted, Runnable done) {
    var name = waiting.poll();
    if (name == null || !mayDial) {
      return false;
    }
    dialler.dial(Wish.named(name, ConnectionType.ADDR_FETCH, encrypted, Slot.AUTOMATIC), done);
    return true;
  }
}
