package cairn.p2p.bloom;

import cairn.p2p.wire.BloomMessage;
import cairn.p2p.wire.BloomMessage.FilterLoad;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.address.OutputTemplate;
import cairn.primitives.address.TxoutType;

/**
 * A set of byte strings that may take a stranger for one of its own, never the other way round (BIP
 * 37). Not thread-safe.
 */
public final class BloomFilter {
  /** What happens when an output's script has an element that is in the filter. */
  public enum Update {
    NONE,
    /** The output joins the filter, so that what spends it passes too. */
    ALL,
    /** So it does, if whoever spends it would not show the element: P2PK and multisig. */
    P2PUBKEY_ONLY,
    /** A number that means nothing: as {@link #NONE}. */
    RESERVED;

    private static final int MASK = 3;

    static Update of(int flags) {
      return values()[flags & MASK];
    }
  }

  /** Sets the hash functions apart from each other. */
  private static final int SEED_STEP = 0xfba4c795;

  private static final double LN2 = Math.log(2);

  private final byte[] bits;
  private final long hashFunctions;
  private final int tweak;
  private final int flags;

  private BloomFilter(byte[] bits, long hashFunctions, int tweak, int flags) {
    this.bits = bits;
    this.hashFunctions = hashFunctions;
    this.tweak = tweak;
    this.flags = flags;
  }

  /**
   * The filter that a peer loads.
   *
   * @throws IllegalArgumentException if it is too large; ask before
   */
  public static BloomFilter of(FilterLoad message) {
    if (message.isTooLarge()) {
      throw new IllegalArgumentException("too-large bloom filter");
    }
    return new BloomFilter(
        message.filter().toArray(), message.hashFunctions(), message.tweak(), message.flags());
  }

  /**
   * An empty filter, as large as it needs to be and is allowed to be.
   *
   * @param elements how many it shall hold; at least 1
   * @param falsePositiveRate how many strangers shall pass it then, between 0 and 1
   * @param tweak any number, best a random one
   */
  public static BloomFilter sized(
      int elements, double falsePositiveRate, int tweak, Update update) {
    double ideal = -1 / (LN2 * LN2) * elements * Math.log(falsePositiveRate);
    int length = (int) Math.min(ideal, 8.0 * BloomMessage.MAX_FILTER_LENGTH) / 8;
    int bitsPerElement = 8 * length / elements;
    int functions = (int) Math.min(bitsPerElement * LN2, BloomMessage.MAX_HASH_FUNCTIONS);
    return new BloomFilter(new byte[length], functions, tweak, update.ordinal());
  }

  /** The message that loads this filter. */
  public FilterLoad toMessage() {
    return new FilterLoad(Bytes.copyOf(bits), hashFunctions, tweak, flags);
  }

  public void insert(Bytes element) {
    if (bits.length == 0) {
      return; // CVE-2013-5700: there is no bit to set
    }
    for (int i = 0; i < hashFunctions; i++) {
      int bit = bit(i, element);
      bits[bit >> 3] |= (byte) (1 << (bit & 7));
    }
  }

  public void insert(OutPoint output) {
    insert(serialized(output));
  }

  /** Whether it may be in the filter. A filter of no bits holds everything. */
  public boolean contains(Bytes element) {
    if (bits.length == 0) {
      return true;
    }
    for (int i = 0; i < hashFunctions; i++) {
      int bit = bit(i, element);
      if ((bits[bit >> 3] & (1 << (bit & 7))) == 0) {
        return false;
      }
    }
    return true;
  }

  public boolean contains(OutPoint output) {
    return contains(serialized(output));
  }

  /**
   * Whether a transaction passes: by its id, by what it spends, or by anything that its scripts
   * push. Outputs that pass may join the filter.
   */
  public boolean passes(Transaction transaction) {
    if (bits.length == 0) {
      return true;
    }
    boolean passes = contains(transaction.txid().bytes());
    int index = 0;
    for (var output : transaction.outputs()) {
      if (containsPushOf(output.scriptPubKey())) {
        passes = true;
        if (joins(output.scriptPubKey())) {
          insert(new OutPoint(transaction.txid(), index));
        }
      }
      index++;
    }
    if (passes) {
      return true;
    }
    for (var input : transaction.inputs()) {
      if (contains(input.previousOutput()) || containsPushOf(input.scriptSig())) {
        return true;
      }
    }
    return false;
  }

  /** As far as the script can be read. */
  private boolean containsPushOf(Script script) {
    var reader = script.reader();
    while (reader.hasNext() && reader.next()) {
      if (reader.pushLength() > 0 && contains(reader.push())) {
        return true;
      }
    }
    return false;
  }

  private boolean joins(Script scriptPubKey) {
    return switch (Update.of(flags)) {
      case ALL -> true;
      case P2PUBKEY_ONLY -> {
        var type = OutputTemplate.of(scriptPubKey).type();
        yield type == TxoutType.PUBKEY || type == TxoutType.MULTISIG;
      }
      case NONE, RESERVED -> false;
    };
  }

  private int bit(int function, Bytes element) {
    long hash = Integer.toUnsignedLong(Murmur3.hash(function * SEED_STEP + tweak, element));
    return (int) (hash % (8L * bits.length));
  }

  private static Bytes serialized(OutPoint output) {
    var out = new ByteWriter(OutPoint.LENGTH);
    output.write(out);
    return out.toBytes();
  }
}
