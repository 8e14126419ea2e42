package cairn.p2p.addresses;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.SipHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries and the places they stand in. An entry is in the tried table once, or in the new table at
 * one to eight places, or it is forgotten. Not thread-safe.
 */
final class AddressTables {
  private static final Logger log = LoggerFactory.getLogger(AddressTables.class);

  private final Buckets buckets;
  private final Places newTable = new Places(Table.NEW);
  private final Places triedTable = new Places(Table.TRIED);
  private final Map<Key, AddressEntry> byEndpoint = new HashMap<>();

  /** All entries, in an order that is reshuffled as they are drawn. */
  private final List<AddressEntry> all = new ArrayList<>();

  private final Map<NetworkType, Counts> counts = new EnumMap<>(NetworkType.class);
  private Counts total = Counts.NONE;

  private final long k0;
  private final long k1;

  AddressTables(Buckets buckets, RandomGenerator random) {
    this.buckets = buckets;
    this.k0 = random.nextLong();
    this.k1 = random.nextLong();
  }

  /** An endpoint and a hash that who chooses endpoints cannot foresee. */
  private record Key(Endpoint endpoint, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }
  }

  Buckets buckets() {
    return buckets;
  }

  @Nullable AddressEntry find(Endpoint endpoint) {
    return byEndpoint.get(key(endpoint));
  }

  /** The entry that stands at {@code place}, if one does. */
  @Nullable AddressEntry at(Table table, int place) {
    return places(table).at(place);
  }

  /**
   * Draws an entry: of a bucket that has any of {@code networks}, or any at all if they are none,
   * the first one from some position on. There must be such a bucket.
   */
  AddressEntry drawFrom(Table table, Set<NetworkType> networks, RandomGenerator random) {
    var places = places(table);
    while (true) {
      int bucket = random.nextInt(table.buckets());
      var entry =
          places.inBucket(bucket) == 0
              ? null
              : firstFrom(places, bucket, random.nextInt(Table.BUCKET_SIZE), networks);
      if (entry != null) {
        return entry;
      }
    }
  }

  private static @Nullable AddressEntry firstFrom(
      Places places, int bucket, int start, Set<NetworkType> networks) {
    for (int i = 0; i < Table.BUCKET_SIZE; i++) {
      var entry = places.at(bucket * Table.BUCKET_SIZE + (start + i) % Table.BUCKET_SIZE);
      if (entry != null && (networks.isEmpty() || networks.contains(entry.network))) {
        return entry;
      }
    }
    return null;
  }

  /** All entries, in whatever order. */
  List<AddressEntry> all() {
    return Collections.unmodifiableList(all);
  }

  Counts counts() {
    return total;
  }

  Counts counts(NetworkType network) {
    return counts.getOrDefault(network, Counts.NONE);
  }

  /**
   * Begins an entry, which is in the new table's count and has yet to get a place there, or to be
   * {@link #forget forgotten} again.
   */
  AddressEntry create(PeerAddress address, NetworkAddress source) {
    var entry = new AddressEntry(address, source);
    list(entry);
    count(entry, 1, 0);
    return entry;
  }

  /** Takes in an entry that was read from a file and has a place in the tried table. */
  void restoreTried(AddressEntry entry, int place) {
    entry.tried = true;
    triedTable.put(place, entry);
    list(entry);
    count(entry, 0, 1);
  }

  /** Takes in an entry that was read from a file and has places in the new table. */
  void restoreNew(AddressEntry entry) {
    list(entry);
    count(entry, 1, 0);
  }

  /** Puts an entry that is not tried where nobody stands. */
  void putNew(AddressEntry entry, int place) {
    newTable.put(place, entry);
    entry.addNewPlace(place);
  }

  /** Empties a place of the new table; who stands nowhere else then is forgotten. */
  void clearNew(int place) {
    var entry = newTable.at(place);
    if (entry == null) {
      return;
    }
    newTable.put(place, null);
    entry.removeNewPlace(place);
    log.debug(
        "Removed {} from new[{}][{}]", entry, place / Table.BUCKET_SIZE, place % Table.BUCKET_SIZE);
    if (entry.newPlaceCount() == 0) {
      forget(entry);
    }
  }

  /** Drops a new entry that stands nowhere. */
  void forget(AddressEntry entry) {
    swap(entry.listed, all.size() - 1);
    all.removeLast();
    entry.listed = -1;
    byEndpoint.remove(key(entry.endpoint));
    count(entry, -1, 0);
  }

  /**
   * Moves a new entry to its place in the tried table. Who stands there goes back to the new table,
   * and whoever stands there is put out.
   *
   * @return the place
   */
  int makeTried(AddressEntry entry) {
    for (int place : entry.newPlaces()) {
      newTable.put(place, null);
      entry.removeNewPlace(place);
    }
    int place = buckets.triedPlace(entry.endpoint);
    var evicted = triedTable.at(place);
    if (evicted != null) {
      evicted.tried = false;
      int newPlace = buckets.newPlace(evicted.endpoint, evicted.source);
      clearNew(newPlace);
      putNew(evicted, newPlace);
      count(evicted, 1, -1);
      log.debug(
          "Moved {} from tried[{}][{}] to new[{}][{}] to make space",
          evicted,
          place / Table.BUCKET_SIZE,
          place % Table.BUCKET_SIZE,
          newPlace / Table.BUCKET_SIZE,
          newPlace % Table.BUCKET_SIZE);
    }
    triedTable.put(place, entry);
    entry.tried = true;
    count(entry, -1, 1);
    return place;
  }

  /** What logs say of the autonomous system that {@code address} is in, if it is known. */
  String mapped(NetworkAddress address) {
    long system = buckets.groups().systemOf(address);
    return system == 0 ? "" : " mapped to AS" + system;
  }

  /** Draws the entry that comes {@code index}-th in this shuffle, of those not drawn before it. */
  AddressEntry draw(int index, RandomGenerator random) {
    swap(index, random.nextInt(index, all.size()));
    return all.get(index);
  }

  private Places places(Table table) {
    return table == Table.NEW ? newTable : triedTable;
  }

  private void list(AddressEntry entry) {
    entry.listed = all.size();
    all.add(entry);
    byEndpoint.put(key(entry.endpoint), entry);
  }

  private void swap(int one, int other) {
    Collections.swap(all, one, other);
    all.get(one).listed = one;
    all.get(other).listed = other;
  }

  private void count(AddressEntry entry, int inNew, int inTried) {
    total = total.plus(inNew, inTried);
    counts.put(entry.network, counts(entry.network).plus(inNew, inTried));
  }

  private Key key(Endpoint endpoint) {
    return new Key(endpoint, Long.hashCode(SipHash.of(k0, k1, AddressKey.of(endpoint))));
  }
}
