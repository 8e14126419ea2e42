package cairn.p2p.addresses;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers where other nodes are and chooses whom to connect to. Not thread-safe.
 *
 * <p>What others tell of goes to the new table, at a place that depends on the address and on who
 * tells; where a connection succeeds, the address moves to the tried table. Both tables are of a
 * fixed size and places are given by secret hashes, so whoever floods a node with addresses from
 * his few networks fills only his part. A place that is taken is not given away to another while
 * its owner is any good: in the tried table, the owner is first {@linkplain #selectTriedCollision()
 * called} once more.
 *
 * <p>As Core's {@code AddrMan}.
 */
public final class AddressManager {
  private static final Logger log = LoggerFactory.getLogger(AddressManager.class);

  /** How far an address's time must be behind before {@link #connected} moves it. */
  private static final long CONNECTED_INTERVAL = 20 * 60;

  private final AddressTables tables;
  private final RandomGenerator random;
  private final CheckedCalls check;
  private final Newcomers newcomers;
  private final TriedCollisions collisions;

  /** When {@link #good} was last called; failures before that tell that we had no network. */
  private long lastGood = 1;

  /**
   * Knows of nobody.
   *
   * @param key {@value Buckets#KEY_LENGTH} bytes that nobody else knows
   * @param random must not be foreseeable
   * @param checkEvery the tables are checked for contradictions before and after one in so many
   *     calls; 0 for never. It takes long.
   */
  public AddressManager(NetGroups groups, Bytes key, RandomGenerator random, int checkEvery) {
    this(new AddressTables(new Buckets(key, groups), random), random, checkEvery);
  }

  AddressManager(AddressTables tables, RandomGenerator random, int checkEvery) {
    this.tables = tables;
    this.random = random;
    this.check = new CheckedCalls(tables, random, checkEvery);
    this.newcomers = new Newcomers(tables, random);
    this.collisions = new TriedCollisions(tables);
  }

  /** A key that nobody can foresee, if {@code random} is so. */
  public static Bytes newKey(RandomGenerator random) {
    var key = new byte[Buckets.KEY_LENGTH];
    random.nextBytes(key);
    return Bytes.wrap(key);
  }

  /**
   * The key of tests that expect addresses at certain places; Core has it at {@code -test=addrman}.
   */
  public static Bytes knownKey() {
    return new ByteWriter().uint8(1).bytes(new byte[Buckets.KEY_LENGTH - 1]).toBytes();
  }

  /** How many addresses are known. */
  public Counts counts() {
    return check.call(tables::counts);
  }

  /** How many addresses of {@code network} are known. */
  public Counts counts(NetworkType network) {
    return check.call(() -> tables.counts(network));
  }

  /**
   * Takes in what {@code source} tells of.
   *
   * @param penalty to be taken off the times that it tells, except its own
   * @return whether any of {@code addresses} got a new place
   */
  public boolean add(
      List<PeerAddress> addresses, NetworkAddress source, Duration penalty, Instant now) {
    return check.call(() -> {
      int added = 0;
      for (var address : addresses) {
        boolean isNew = newcomers.add(address, source, penalty.toSeconds(), now.getEpochSecond());
        added += isNew ? 1 : 0;
      }
      if (added > 0) {
        log.debug(
            "Added {} addresses (of {}) from {}: {} tried, {} new",
            added,
            addresses.size(),
            source,
            tables.counts().inTried(),
            tables.counts().inNew());
      }
      return added > 0;
    });
  }

  /**
   * Notes that a connection to {@code endpoint} succeeded, and moves it to the tried table if its
   * place there is free.
   *
   * @return whether it was moved
   */
  public boolean good(Endpoint endpoint, Instant now) {
    return check.call(() -> {
      lastGood = now.getEpochSecond();
      var entry = tables.find(endpoint);
      return entry != null && collisions.good(entry, lastGood);
    });
  }

  /**
   * Notes that a connection to {@code endpoint} is being tried.
   *
   * @param countFailure whether it shall count against it if that fails
   */
  public void attempt(Endpoint endpoint, boolean countFailure, Instant now) {
    check.run(() -> {
      var entry = tables.find(endpoint);
      if (entry != null) {
        entry.lastTry = now.getEpochSecond();
        if (countFailure && entry.lastCountedAttempt < lastGood) {
          entry.lastCountedAttempt = entry.lastTry;
          entry.attempts++;
        }
      }
    });
  }

  /**
   * Notes that {@code endpoint} was online until now. To be called when the connection ends: others
   * are told these times, and could see from them to whom we are connected.
   */
  public void connected(Endpoint endpoint, Instant now) {
    check.run(() -> {
      var entry = tables.find(endpoint);
      if (entry != null && now.getEpochSecond() - entry.time > CONNECTED_INTERVAL) {
        entry.time = now.getEpochSecond();
      }
    });
  }

  /** Notes what {@code endpoint} says that it can do. */
  public void setServices(Endpoint endpoint, ServiceFlags services) {
    check.run(() -> {
      var entry = tables.find(endpoint);
      if (entry != null) {
        entry.services = services;
      }
    });
  }

  /**
   * Chooses an address to connect to, from either table with the same chance.
   *
   * @param newOnly whether from the new table alone
   * @param networks of these alone; of all if empty
   */
  public Optional<Candidate> select(boolean newOnly, Set<NetworkType> networks, Instant now) {
    return check.call(() -> choose(newOnly, networks, now.getEpochSecond()));
  }

  /**
   * Chooses an address in the tried table whose place another one wants, so that a connection to it
   * may show whether it is still there.
   */
  public Optional<Candidate> selectTriedCollision() {
    return check.call(() -> collisions.choose(random).map(AddressManager::candidate));
  }

  /** Gives away the places in the tried table whose owners had time to answer and did not. */
  public void resolveCollisions(Instant now) {
    check.run(() -> {
      if (collisions.resolve(now.getEpochSecond())) {
        lastGood = now.getEpochSecond();
      }
    });
  }

  /**
   * Chooses addresses to tell others of.
   *
   * @param max how many at most; 0 for no such bound
   * @param maxPercent how many at most of all that are known, 0 to 100; 0 for no such bound
   * @param network of this alone, where an IPv6 tunnel to an IPv4 address is IPv4; null for all
   * @param goodOnly whether without those that it would forget for any other
   */
  public List<PeerAddress> getAddr(
      int max, int maxPercent, @Nullable NetworkType network, boolean goodOnly, Instant now) {
    return check.call(() -> {
      int known = tables.all().size();
      int most = maxPercent == 0 ? known : (int) ((long) maxPercent * known / 100);
      if (max != 0) {
        most = Math.min(most, max);
      }
      var chosen = new ArrayList<PeerAddress>();
      for (int i = 0; i < known && chosen.size() < most; i++) {
        var entry = tables.draw(i, random);
        boolean wanted =
            network == null || network == LinkedIpv4.networkOf(entry.endpoint.address());
        if (wanted && !(goodOnly && entry.isTerrible(now.getEpochSecond()))) {
          chosen.add(entry.toPeerAddress());
        }
      }
      log.debug("GetAddr returned {} random addresses", chosen.size());
      return chosen;
    });
  }

  /** What stands in {@code table}, in the order of places: an address as often as it has places. */
  public List<TableEntry> entries(Table table) {
    return check.call(() -> {
      var entries = new ArrayList<TableEntry>();
      for (int place = 0; place < table.size(); place++) {
        var entry = tables.at(table, place);
        if (entry != null) {
          entries.add(
              new TableEntry(
                  entry.toPeerAddress(),
                  entry.source,
                  table,
                  place / Table.BUCKET_SIZE,
                  place % Table.BUCKET_SIZE,
                  table == Table.TRIED ? 1 : entry.newPlaceCount()));
        }
      }
      return entries;
    });
  }

  /** What {@code peers.dat} says, without its magic and checksum. */
  public Bytes encode() {
    return AddressTablesCodec.encode(tables);
  }

  private Optional<Candidate> choose(boolean newOnly, Set<NetworkType> networks, long now) {
    var counts =
        networks.isEmpty()
            ? tables.counts()
            : networks.stream().map(tables::counts).reduce(Counts.NONE, Counts::plus);
    if (counts.total() == 0 || (newOnly && counts.inNew() == 0)) {
      return Optional.empty();
    }
    boolean fromTried =
        !newOnly && counts.inTried() > 0 && (counts.inNew() == 0 || random.nextBoolean());
    var table = fromTried ? Table.TRIED : Table.NEW;
    // Draws until one is taken: what failed or was tried lately seldom is, at first.
    double factor = 1;
    var entry = draw(table, networks);
    while (random.nextDouble() >= factor * entry.chance(now)) {
      factor *= 1.2;
      entry = draw(table, networks);
    }
    log.debug("Selected {} from {}", entry, fromTried ? "tried" : "new");
    return Optional.of(candidate(entry));
  }

  /**
   * An entry by lot. In the new table, one that many have told of stands in up to eight places; its
   * chance is no better for that, since whoever has many addresses has them tell of each other.
   */
  private AddressEntry draw(Table table, Set<NetworkType> networks) {
    var entry = tables.drawFrom(table, networks, random);
    while (entry.newPlaceCount() > 1 && random.nextInt(entry.newPlaceCount()) > 0) {
      entry = tables.drawFrom(table, networks, random);
    }
    return entry;
  }

  private static Candidate candidate(AddressEntry entry) {
    return new Candidate(entry.toPeerAddress(), Instant.ofEpochSecond(entry.lastTry));
  }
}
