package cairn.p2p.addresses;

import cairn.p2p.wire.NetworkType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over the tables in search of a contradiction. */
final class TablesCheck {
  private static final Logger log = LoggerFactory.getLogger(TablesCheck.class);

  private final AddressTables tables;
  private final Map<NetworkType, Counts> counts = new EnumMap<>(NetworkType.class);
  private int tried;
  private int fresh;

  /** Places of the new table that entries say are theirs. */
  private int newPlaces;

  private TablesCheck(AddressTables tables) {
    this.tables = tables;
  }

  /** What cannot be true of tables that are in order, by the numbers that Core has for it. */
  enum Contradiction {
    TRIED_WITHOUT_SUCCESS(-1),
    TRIED_AND_NEW(-2),
    TOO_MANY_PLACES(-3),
    NO_PLACE(-4),
    NOT_FOUND_BY_ENDPOINT(-5),
    LAST_TRY_BEFORE_1970(-6),
    WRONG_TOTAL(-7),
    LAST_SUCCESS_BEFORE_1970(-8),
    WRONG_TRIED_COUNT(-9),
    WRONG_NEW_COUNT(-10),
    TRIED_PLACE_OF_ANOTHER(-11),
    NEW_PLACE_OF_ANOTHER(-12),
    TRIED_WITHOUT_PLACE(-13),
    WRONGLY_LISTED(-14),
    NEW_WITHOUT_PLACE(-15),
    NO_KEY(-16),
    WRONG_TRIED_PLACE(-17),
    WRONG_NEW_PLACE(-19),
    WRONG_NETWORK_COUNT(-21);

    private final int code;

    Contradiction(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** The first contradiction that is found, if there is one. */
  static Optional<Contradiction> run(AddressTables tables) {
    var counts = tables.counts();
    long start = System.nanoTime();
    log.debug(
        "CheckAddrman: new {}, tried {}, total {} started",
        counts.inNew(),
        counts.inTried(),
        tables.all().size());
    var found = new TablesCheck(tables).find();
    log.debug(
        "CheckAddrman: completed ({}ms)", "%.2f".formatted((System.nanoTime() - start) / 1e6));
    return found;
  }

  private Optional<Contradiction> find() {
    return entries()
        .or(this::triedPlaces)
        .or(this::newPlaces)
        .or(() -> when(hasNoKey(), Contradiction.NO_KEY))
        .or(this::networkCounts);
  }

  private Optional<Contradiction> entries() {
    var all = tables.all();
    if (all.size() != tables.counts().total()) {
      return Optional.of(Contradiction.WRONG_TOTAL);
    }
    for (int i = 0; i < all.size(); i++) {
      var entry = all.get(i);
      var found = entry.tried ? triedEntry(entry) : newEntry(entry);
      if (found.isEmpty()) {
        found = anyEntry(entry, i);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return when(tried != tables.counts().inTried(), Contradiction.WRONG_TRIED_COUNT)
        .or(() -> when(fresh != tables.counts().inNew(), Contradiction.WRONG_NEW_COUNT));
  }

  private Optional<Contradiction> triedEntry(AddressEntry entry) {
    tried++;
    return when(entry.lastSuccess == 0, Contradiction.TRIED_WITHOUT_SUCCESS)
        .or(() -> when(entry.newPlaceCount() != 0, Contradiction.TRIED_AND_NEW));
  }

  private Optional<Contradiction> newEntry(AddressEntry entry) {
    int places = entry.newPlaceCount();
    fresh++;
    newPlaces += places;
    return when(places > AddressEntry.MAX_NEW_PLACES, Contradiction.TOO_MANY_PLACES)
        .or(() -> when(places == 0, Contradiction.NO_PLACE));
  }

  private Optional<Contradiction> anyEntry(AddressEntry entry, int index) {
    counts.merge(entry.network, entry.tried ? new Counts(0, 1) : new Counts(1, 0), Counts::plus);
    return when(tables.find(entry.endpoint) != entry, Contradiction.NOT_FOUND_BY_ENDPOINT)
        .or(() -> when(entry.listed != index, Contradiction.WRONGLY_LISTED))
        .or(() -> when(entry.lastTry < 0, Contradiction.LAST_TRY_BEFORE_1970))
        .or(() -> when(entry.lastSuccess < 0, Contradiction.LAST_SUCCESS_BEFORE_1970));
  }

  private Optional<Contradiction> triedPlaces() {
    int taken = 0;
    for (int place = 0; place < Table.TRIED.size(); place++) {
      var entry = tables.at(Table.TRIED, place);
      if (entry == null) {
        continue;
      }
      taken++;
      if (!entry.tried || isForgotten(entry)) {
        return Optional.of(Contradiction.TRIED_PLACE_OF_ANOTHER);
      }
      if (tables.buckets().triedPlace(entry.endpoint) != place) {
        return Optional.of(Contradiction.WRONG_TRIED_PLACE);
      }
    }
    return when(taken != tried, Contradiction.TRIED_WITHOUT_PLACE);
  }

  private Optional<Contradiction> newPlaces() {
    int taken = 0;
    for (int place = 0; place < Table.NEW.size(); place++) {
      var entry = tables.at(Table.NEW, place);
      if (entry == null) {
        continue;
      }
      taken++;
      if (!entry.hasNewPlace(place) || isForgotten(entry)) {
        return Optional.of(Contradiction.NEW_PLACE_OF_ANOTHER);
      }
      int bucket = place / Table.BUCKET_SIZE;
      if (tables.buckets().newPlaceIn(bucket, entry.endpoint) != place) {
        return Optional.of(Contradiction.WRONG_NEW_PLACE);
      }
    }
    return when(taken != newPlaces, Contradiction.NEW_WITHOUT_PLACE);
  }

  private static boolean isForgotten(AddressEntry entry) {
    return entry.listed < 0;
  }

  private boolean hasNoKey() {
    var key = tables.buckets().key();
    for (int i = 0; i < key.length(); i++) {
      if (key.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private Optional<Contradiction> networkCounts() {
    for (var network : NetworkType.values()) {
      if (!counts.getOrDefault(network, Counts.NONE).equals(tables.counts(network))) {
        return Optional.of(Contradiction.WRONG_NETWORK_COUNT);
      }
    }
    return Optional.empty();
  }

  private static Optional<Contradiction> when(boolean condition, Contradiction contradiction) {
    return condition ? Optional.of(contradiction) : Optional.empty();
  }
}
