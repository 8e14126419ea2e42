package cairn.p2p.addresses;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Sha256;

/**
 * Where in the tables an address may stand, by hashes under a secret key. A place is counted
 * through all buckets: bucket times {@link Table#BUCKET_SIZE} plus position. Not thread-safe.
 *
 * <p>Those that one group tells of get into 64 of the new buckets, and of those, each group that
 * they are themselves in has one. A group's own addresses get into 8 of the tried buckets. The
 * hashes are Core's, for its files say only in which bucket an address stands.
 */
final class Buckets {
  static final int KEY_LENGTH = 32;

  private static final int NEW_BUCKETS_PER_SOURCE_GROUP = 64;
  private static final int TRIED_BUCKETS_PER_GROUP = 8;

  private final Bytes key;
  private final NetGroups groups;
  private final Sha256 sha256 = new Sha256();

  /**
   * @param key 32 bytes that nobody else knows
   */
  Buckets(Bytes key, NetGroups groups) {
    if (key.length() != KEY_LENGTH) {
      throw new IllegalArgumentException("a key of " + key.length() + " bytes");
    }
    this.key = key;
    this.groups = groups;
  }

  Bytes key() {
    return key;
  }

  NetGroups groups() {
    return groups;
  }

  /** The place in the new table that {@code endpoint} gets when {@code source} tells of it. */
  int newPlace(Endpoint endpoint, NetworkAddress source) {
    var group = groups.of(endpoint.address()).bytes();
    var sourceGroup = groups.of(source).bytes();
    long choice =
        remainder(hash().sizedBytes(group).sizedBytes(sourceGroup), NEW_BUCKETS_PER_SOURCE_GROUP);
    int bucket = remainder(hash().sizedBytes(sourceGroup).int64(choice), Table.NEW.buckets());
    return newPlaceIn(bucket, endpoint);
  }

  /** The only place that {@code endpoint} may have in this bucket of the new table. */
  int newPlaceIn(int bucket, Endpoint endpoint) {
    return place('N', bucket, AddressKey.of(endpoint));
  }

  /** The only place that {@code endpoint} may have in the tried table. */
  int triedPlace(Endpoint endpoint) {
    var address = AddressKey.of(endpoint);
    var group = groups.of(endpoint.address()).bytes();
    long choice = remainder(hash().sizedBytes(address), TRIED_BUCKETS_PER_GROUP);
    int bucket = remainder(hash().sizedBytes(group).int64(choice), Table.TRIED.buckets());
    return place('K', bucket, address);
  }

  private int place(char table, int bucket, Bytes address) {
    int position =
        remainder(hash().uint8(table).int32(bucket).sizedBytes(address), Table.BUCKET_SIZE);
    return bucket * Table.BUCKET_SIZE + position;
  }

  private ByteWriter hash() {
    return new ByteWriter().bytes(key);
  }

  /** The remainder of the hash, its first eight bytes taken as an unsigned number. */
  private int remainder(ByteWriter hashed, int divisor) {
    var hash = sha256.update(hashed).finishTwice();
    try {
      return (int) Long.remainderUnsigned(new ByteReader(hash).int64(), divisor);
    } catch (DecodeException e) {
      throw new AssertionError("a hash has eight bytes", e);
    }
  }
}
