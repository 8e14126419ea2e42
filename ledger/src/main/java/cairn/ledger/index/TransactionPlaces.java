package cairn.ledger.index;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.store.IndexDatabase;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds transactions in the block files by something that a hash can be made of.
 *
 * <p>All that is kept of one is its place: the number of its block, in the order in which these
 * came, where it begins in there, and how long it is. The key begins with five bytes of a hash with
 * a secret key, so that nobody can make many that look alike; the few that do by chance are told
 * apart by reading them.
 */
abstract sealed class TransactionPlaces extends Index permits TransactionIndex, SpenderIndex {
  private static final Logger log = LoggerFactory.getLogger(TransactionPlaces.class);

  private static final byte PLACE = 't';
  private static final byte NUMBER_OF_HASH = 'h';
  private static final byte HASH_OF_NUMBER = 'n';
  private static final byte[] NEXT_NUMBER = {'N'};
  private static final byte[] SECRET = {'K'};

  private static final int HASH_BYTES = 5;
  private static final int PREFIX_LENGTH = 1 + HASH_BYTES;
  private static final int KEY_LENGTH = PREFIX_LENGTH + 2 * Integer.BYTES;

  private final long k0;
  private final long k1;
  private int nextNumber;

  TransactionPlaces(String name, Ledger ledger, IndexDatabase database) {
    super(name, ledger, database);
    var secret = secret(database);
    this.k0 = secret.getLong(0);
    this.k1 = secret.getLong(Long.BYTES);
    var next = database.get(NEXT_NUMBER);
    this.nextNumber = next == null ? 0 : ByteBuffer.wrap(next).getInt();
    resume();
  }

  private static ByteBuffer secret(IndexDatabase database) {
    var secret = database.get(SECRET);
    if (secret == null) {
      secret = new byte[2 * Long.BYTES];
      new SecureRandom().nextBytes(secret);
      try (var batch = database.batch()) {
        batch.put(SECRET, secret).write();
      }
    }
    return ByteBuffer.wrap(secret);
  }

  /** A transaction's place in a block file, as the index has it. */
  private record Place(IndexedBlock block, boolean active, int number, int offset, int length) {}

  /** Is given the hashes by which a transaction is to be found. */
  interface Hashes {
    void add(long hash);
  }

  /** The hashes by which {@code transaction} is to be found, made with {@link #k0} and k1. */
  abstract void hashes(Transaction transaction, long k0, long k1, Hashes hashes);

  @Override
  boolean needsSpent() {
    return false;
  }

  @Override
  void add(IndexedBlock block, Block contents, List<List<Coin>> spent, IndexDatabase.Batch batch) {
    var numberKey = key(NUMBER_OF_HASH, block.hash());
    if (block.height() == 0 || database().get(numberKey) != null) {
      return;
    }
    int number = nextNumber++;
    batch.put(numberKey, ints(number));
    batch.put(key(number), new ByteWriter().hash(block.hash()).toArray());
    batch.put(NEXT_NUMBER, ints(nextNumber));
    int offset = BlockHeader.LENGTH + ByteWriter.compactSizeLength(contents.transactions().size());
    for (var transaction : contents.transactions()) {
      int place = offset;
      var length = new ByteWriter(5).compactSize(transaction.totalSize()).toArray();
      hashes(transaction, k0, k1, hash -> batch.put(key(hash, number, place), length));
      offset += transaction.totalSize();
    }
  }

  /**
   * A transaction that is found by {@code hash}, in a block of the active chain if there is one.
   *
   * @param counts which blocks to look into
   * @param wanted whether it is the one that is looked for
   * @throws BlockUnavailableException if one that may be the one cannot be read
   */
  final Optional<IndexedTransaction> find(
      long hash, Predicate<IndexedBlock> counts, Predicate<Transaction> wanted)
      throws BlockUnavailableException {
    for (var place : places(hash, counts)) {
      var transaction = read(place);
      if (wanted.test(transaction)) {
        return Optional.of(new IndexedTransaction(place.block(), transaction));
      }
    }
    return Optional.empty();
  }

  final long k0() {
    return k0;
  }

  final long k1() {
    return k1;
  }

  /** Those in the active chain come first, and later ones before earlier ones. */
  private List<Place> places(long hash, Predicate<IndexedBlock> counts) {
    var chain = ledger().chain();
    var places = new ArrayList<Place>();
    database()
        .forEach(
            prefix(hash),
            (key, value) -> {
              if (key.length == KEY_LENGTH) {
                var in = ByteBuffer.wrap(key, PREFIX_LENGTH, 2 * Integer.BYTES);
                int number = in.getInt();
                int offset = in.getInt();
                var block = block(number);
                if (block != null && block.hasData() && counts.test(block)) {
                  boolean active = chain.contains(block);
                  places.add(new Place(block, active, number, offset, length(value)));
                }
              }
              return true;
            });
    places.sort(Comparator.comparing(Place::active).thenComparingInt(Place::number).reversed());
    return places;
  }

  /** The block with this number; null if a crash has made the chain forget it. */
  private @Nullable IndexedBlock block(int number) {
    var hash = database().get(key(number));
    if (hash == null) {
      throw database().damaged("block number " + number + " is missing");
    }
    try {
      return ledger().index().find(BlockHash.read(new ByteReader(Bytes.wrap(hash))));
    } catch (DecodeException e) {
      throw database().damaged("block number " + number + " has no hash");
    }
  }

  private int length(byte[] value) {
    try {
      return new ByteReader(Bytes.wrap(value)).compactSize();
    } catch (DecodeException e) {
      throw database().damaged("a transaction has no length");
    }
  }

  private Transaction read(Place place) throws BlockUnavailableException {
    var bytes = ledger().blocks().part(place.block(), place.offset(), place.length());
    try {
      return Transaction.decode(bytes);
    } catch (DecodeException e) {
      log.warn("There is no transaction at {} of {}: {}", place.offset(), place.block(), e);
      throw new BlockUnavailableException(
          BlockUnavailableException.Reason.UNREADABLE,
          Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  private static byte[] prefix(long hash) {
    return ByteBuffer.allocate(PREFIX_LENGTH)
        .put(PLACE)
        .putInt((int) (hash >>> 32))
        .put((byte) (hash >>> 24))
        .array();
  }

  private static byte[] key(long hash, int number, int offset) {
    return ByteBuffer.allocate(KEY_LENGTH)
        .put(PLACE)
        .putInt((int) (hash >>> 32))
        .put((byte) (hash >>> 24))
        .putInt(number)
        .putInt(offset)
        .array();
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(1 + Integer.BYTES).put(HASH_OF_NUMBER).putInt(number).array();
  }

  private static byte[] key(byte kind, BlockHash hash) {
    return new ByteWriter().uint8(kind).hash(hash).toArray();
  }

  private static byte[] ints(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
