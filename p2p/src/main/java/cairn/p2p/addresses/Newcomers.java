package cairn.p2p.addresses;

import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.PeerAddress;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what others tell of into the new table. Not thread-safe. */
final class Newcomers {
  private static final Logger log = LoggerFactory.getLogger(Newcomers.class);

  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;

  private final AddressTables tables;
  private final RandomGenerator random;

  Newcomers(AddressTables tables, RandomGenerator random) {
    this.tables = tables;
    this.random = random;
  }

  /**
   * Learns what {@code source} tells of one address.
   *
   * @param penalty seconds to be taken off the time that it tells
   * @return whether the address got a place, the first or another one
   */
  boolean add(PeerAddress address, NetworkAddress source, long penalty, long now) {
    var endpoint = address.endpoint();
    if (!endpoint.address().isRoutable()) {
      return false;
    }
    // Of itself, a node may say what it likes.
    long time = endpoint.address().equals(source) ? address.time() : address.time() - penalty;
    var entry = tables.find(endpoint);
    if (entry == null) {
      entry = tables.create(address, source);
      entry.time = Math.max(0, time);
      return place(entry, source, now);
    }
    update(entry, address, time, now);
    return mayGetAnotherPlace(entry, address) && place(entry, source, now);
  }

  private static void update(AddressEntry entry, PeerAddress address, long time, long now) {
    boolean online = now - address.time() < DAY;
    if (entry.time < time - (online ? HOUR : DAY)) {
      entry.time = Math.max(0, time);
    }
    entry.services = entry.services.with(address.services());
  }

  /**
   * What many sources tell of is in several places, so that it is not lost with one of them. Each
   * place is half as likely as the one before it, for an attacker can repeat himself.
   */
  private boolean mayGetAnotherPlace(AddressEntry entry, PeerAddress address) {
    int places = entry.newPlaceCount();
    return address.time() > entry.time
        && !entry.tried
        && places < AddressEntry.MAX_NEW_PLACES
        && random.nextInt(1 << places) == 0;
  }

  /** Puts an entry where it belongs for {@code source}, or forgets it if it stands nowhere then. */
  private boolean place(AddressEntry entry, NetworkAddress source, long now) {
    int place = tables.buckets().newPlace(entry.endpoint, source);
    var owner = tables.at(Table.NEW, place);
    boolean isFree = owner == null || (owner != entry && yields(owner, entry, now));
    if (isFree) {
      tables.clearNew(place);
      tables.putNew(entry, place);
      log.debug(
          "Added {}{} to new[{}][{}]",
          entry,
          tables.mapped(entry.endpoint.address()),
          place / Table.BUCKET_SIZE,
          place % Table.BUCKET_SIZE);
    } else if (entry.newPlaceCount() == 0) {
      tables.forget(entry);
    }
    return isFree;
  }

  private static boolean yields(AddressEntry owner, AddressEntry entry, long now) {
    boolean hasAnother = owner.newPlaceCount() > 1;
    return owner.isTerrible(now) || (hasAnother && entry.newPlaceCount() == 0);
  }
}
