package cairn.p2p.addresses;

import cairn.p2p.files.NewerFileException;
import cairn.p2p.files.UnreadableFileException;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables in bytes, as Core's {@code peers.dat} has them: the entries of the new table, those of
 * the tried one, then for each bucket of the new table which entries are in it. All else follows
 * from the key.
 *
 * <p>Formats 0 to 4 are read, 4 is written. Errors are in Core's words.
 */
final class AddressTablesCodec {
  private static final Logger log = LoggerFactory.getLogger(AddressTablesCodec.class);

  /** Formats are numbered; these are where something changed. */
  private static final int BUCKETS_DISGUISED = 1;

  private static final int AS_MAP_NAMED = 2;
  private static final int BIP155 = 3;

  /** Several ports of one address. */
  private static final int LATEST = 4;

  /** Added to the oldest format whose readers can read it, where once stood the key's length. */
  private static final int COMPATIBILITY_BASE = 32;

  /** Turned over in the number of buckets, so that the oldest readers give up there. */
  private static final int BUCKETS_DISGUISE = 1 << 30;

  /** What Core's library adds to the text of an error of this kind. */
  private static final String STREAM_ERROR = ": iostream error";

  private AddressTablesCodec() {}

  static Bytes encode(AddressTables tables) {
    var out = new ByteWriter(1 << 16);
    out.uint8(LATEST).uint8(COMPATIBILITY_BASE + LATEST).bytes(tables.buckets().key());
    out.int32(tables.counts().inNew()).int32(tables.counts().inTried());
    out.int32(Table.NEW.buckets() ^ BUCKETS_DISGUISE);
    var indexes = new HashMap<AddressEntry, Integer>();
    for (var entry : tables.all()) {
      if (!entry.tried) {
        indexes.put(entry, indexes.size());
        write(entry, out);
      }
    }
    for (var entry : tables.all()) {
      if (entry.tried) {
        write(entry, out);
      }
    }
    for (int bucket = 0; bucket < Table.NEW.buckets(); bucket++) {
      var inBucket = new ArrayList<Integer>();
      for (int position = 0; position < Table.BUCKET_SIZE; position++) {
        var entry = tables.at(Table.NEW, bucket * Table.BUCKET_SIZE + position);
        if (entry != null) {
          inBucket.add(indexes.get(entry));
        }
      }
      out.int32(inBucket.size());
      inBucket.forEach(out::int32);
    }
    return out.bytes(tables.buckets().groups().version()).toBytes();
  }

  private static void write(AddressEntry entry, ByteWriter out) {
    StoredAddress.write(entry.toPeerAddress(), out);
    entry.source.writeBip155(out);
    out.int64(entry.lastSuccess).int32(entry.attempts);
  }

  /**
   * Reads what {@link #encode} or Core wrote.
   *
   * @throws NewerFileException if only a later program can read it
   * @throws UnreadableFileException if it contradicts itself
   */
  static AddressTables decode(ByteReader in, NetGroups groups, RandomGenerator random)
      throws DecodeException, UnreadableFileException {
    int format = in.uint8();
    requireReadable(format, in.uint8());
    var key = in.bytes(Buckets.KEY_LENGTH).compact();
    int newCount = count("nNew", in, Table.NEW);
    int triedCount = count("nTried", in, Table.TRIED);
    int buckets = in.int32() ^ (format >= BUCKETS_DISGUISED ? BUCKETS_DISGUISE : 0);
    var tables = new AddressTables(new Buckets(key, groups), random);

    var fresh = new ArrayList<AddressEntry>();
    for (int i = 0; i < newCount; i++) {
      fresh.add(read(in, format));
    }
    int lostTried = 0;
    for (int i = 0; i < triedCount; i++) {
      var entry = read(in, format);
      int place = tables.buckets().triedPlace(entry.endpoint);
      if (entry.endpoint.address().isValid() && tables.at(Table.TRIED, place) == null) {
        tables.restoreTried(entry, place);
      } else {
        lostTried++;
      }
    }
    var places = readPlaces(in, buckets, fresh);
    var version = format >= AS_MAP_NAMED ? in.bytes(AsMap.VERSION_LENGTH) : AsMap.NONE.version();
    boolean sameBuckets = buckets == Table.NEW.buckets() && version.equals(groups.version());
    if (!sameBuckets) {
      log.debug("Bucketing method was updated, re-bucketing addrman entries from disk");
    }
    int lostNew = restoreNew(tables, fresh, places, sameBuckets);
    if (lostNew + lostTried > 0) {
      log.debug(
          "addrman lost {} new and {} tried addresses due to collisions or invalid addresses",
          lostNew,
          lostTried);
    }
    requireConsistent(tables);
    return tables;
  }

  private static void requireReadable(int format, int compatibility)
      throws UnreadableFileException {
    if (compatibility < COMPATIBILITY_BASE) {
      throw new UnreadableFileException(
          "Corrupted addrman database: The compat value ("
              + compatibility
              + ") is lower than the expected minimum value "
              + COMPATIBILITY_BASE
              + "."
              + STREAM_ERROR);
    }
    int oldest = compatibility - COMPATIBILITY_BASE;
    if (oldest > LATEST) {
      throw new NewerFileException(
          "Unsupported format of addrman database: "
              + format
              + ". It is compatible with formats >="
              + oldest
              + ", but the maximum supported by this version is "
              + LATEST
              + ".");
    }
  }

  private static int count(String name, ByteReader in, Table table)
      throws DecodeException, UnreadableFileException {
    int count = in.int32();
    if (count < 0 || count > table.size()) {
      throw new UnreadableFileException(
          "Corrupt AddrMan serialization: "
              + name
              + "="
              + count
              + ", should be in [0, "
              + table.size()
              + "]"
              + STREAM_ERROR);
    }
    return count;
  }

  private static AddressEntry read(ByteReader in, int format)
      throws DecodeException, UnreadableFileException {
    PeerAddress address;
    NetworkAddress source;
    if (format >= BIP155) {
      address = StoredAddress.read(in);
      source = NetworkAddress.readBip155(in);
    } else {
      address = StoredAddress.readLegacy(in);
      source = NetworkAddress.readLegacy(in);
    }
    var entry = new AddressEntry(address, source);
    entry.lastSuccess = in.int64();
    entry.attempts = in.int32();
    return entry;
  }

  /** That an entry was in a bucket of the new table, of those that there were then. */
  private record InBucket(int bucket, AddressEntry entry) {}

  private static List<InBucket> readPlaces(ByteReader in, int buckets, List<AddressEntry> entries)
      throws DecodeException {
    var places = new ArrayList<InBucket>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      int size = in.int32();
      for (int i = 0; i < size; i++) {
        int index = in.int32();
        if (index >= 0 && index < entries.size()) {
          places.add(new InBucket(bucket, entries.get(index)));
        }
      }
    }
    return places;
  }

  /**
   * Puts the entries of the new table where they were, or where they belong by their source.
   *
   * @return how many found no place
   */
  private static int restoreNew(
      AddressTables tables, List<AddressEntry> entries, List<InBucket> places, boolean same) {
    for (var place : places) {
      var entry = place.entry();
      if (!entry.endpoint.address().isValid()
          || entry.newPlaceCount() >= AddressEntry.MAX_NEW_PLACES) {
        continue;
      }
      var buckets = tables.buckets();
      int at = same ? buckets.newPlaceIn(place.bucket(), entry.endpoint) : -1;
      if (at < 0 || tables.at(Table.NEW, at) != null) {
        at = buckets.newPlace(entry.endpoint, entry.source);
      }
      if (tables.at(Table.NEW, at) == null) {
        tables.putNew(entry, at);
      }
    }
    int lost = 0;
    for (var entry : entries) {
      if (entry.newPlaceCount() > 0) {
        tables.restoreNew(entry);
      } else {
        lost++;
      }
    }
    return lost;
  }

  private static void requireConsistent(AddressTables tables) throws UnreadableFileException {
    var found = TablesCheck.run(tables);
    if (found.isPresent()) {
      throw new UnreadableFileException(
          "Corrupt data. Consistency check failed with code " + found.get().code() + STREAM_ERROR);
    }
  }
}
