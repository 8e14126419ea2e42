package cairn.p2p.connections;

import cairn.p2p.peer.PeerId;
import cairn.p2p.wire.NetworkType;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Builds a candidate; at first one without merits, alone in its group. */
final class TestCandidate {
  private final long id;
  private Instant connected;
  private Duration ping = Duration.ofDays(1);
  private Instant lastBlock = Instant.EPOCH;
  private Instant lastTransaction = Instant.EPOCH;
  private boolean relevantServices;
  private boolean relaysTransactions;
  private boolean bloomFilter;
  private long group;
  private boolean preferred;
  private boolean local;
  private NetworkType network = NetworkType.IPV4;

  /** One that came {@code id} seconds after the first. */
  TestCandidate(long id) {
    this.id = id;
    this.connected = Instant.ofEpochSecond(1_000_000 + id);
    this.group = id;
  }

  static TestCandidate random(long id, Random random) {
    var candidate = new TestCandidate(id);
    candidate.lastBlock = Instant.ofEpochSecond(seldom(random) ? random.nextInt(50) : 0);
    candidate.lastTransaction = Instant.ofEpochSecond(seldom(random) ? random.nextInt(50) : 0);
    candidate.relevantServices = random.nextBoolean();
    candidate.relaysTransactions = random.nextBoolean();
    candidate.bloomFilter = random.nextBoolean();
    candidate.local = seldom(random);
    candidate.network = NetworkType.values()[random.nextInt(NetworkType.values().length)];
    return candidate;
  }

  private static boolean seldom(Random random) {
    return random.nextInt(4) == 0;
  }

  TestCandidate connected(long second) {
    connected = Instant.ofEpochSecond(second);
    return this;
  }

  TestCandidate ping(long millis) {
    ping = Duration.ofMillis(millis);
    return this;
  }

  TestCandidate sentBlock(long second) {
    lastBlock = Instant.ofEpochSecond(second);
    return this;
  }

  TestCandidate sentTransaction(long second) {
    lastTransaction = Instant.ofEpochSecond(second);
    return this;
  }

  TestCandidate relevantServices() {
    relevantServices = true;
    return this;
  }

  TestCandidate relaysTransactions() {
    relaysTransactions = true;
    return this;
  }

  TestCandidate bloomFilter() {
    bloomFilter = true;
    return this;
  }

  TestCandidate group(long keyed) {
    group = keyed;
    return this;
  }

  TestCandidate preferred() {
    preferred = true;
    return this;
  }

  TestCandidate local() {
    local = true;
    return this;
  }

  TestCandidate network(NetworkType network) {
    this.network = network;
    return this;
  }

  EvictionCandidate build() {
    return new EvictionCandidate(
        new PeerId(id),
        connected,
        ping,
        lastBlock,
        lastTransaction,
        relevantServices,
        relaysTransactions,
        bloomFilter,
        group,
        preferred,
        local,
        network);
  }
}
