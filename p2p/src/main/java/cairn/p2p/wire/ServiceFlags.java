package cairn.p2p.wire;

import java.util.List;
import java.util.stream.IntStream;

/** What a node says it can do for others: 64 bits, of which most have no meaning yet. */
public record ServiceFlags(long bits) {
  public static final ServiceFlags NONE = new ServiceFlags(0);

  /** Serves the whole chain of blocks. */
  public static final ServiceFlags NETWORK = bit(0);

  /** Serves connections with Bloom filters (BIP 111). */
  public static final ServiceFlags BLOOM = bit(2);

  /** Serves blocks and transactions with their witnesses (BIP 144). */
  public static final ServiceFlags WITNESS = bit(3);

  /** Serves block filters (BIP 157). */
  public static final ServiceFlags COMPACT_FILTERS = bit(6);

  /** Serves the last 288 blocks at least (BIP 159). */
  public static final ServiceFlags NETWORK_LIMITED = bit(10);

  /** Speaks the encrypted transport (BIP 324). */
  public static final ServiceFlags P2P_V2 = bit(11);

  private static ServiceFlags bit(int index) {
    return new ServiceFlags(1L << index);
  }

  /** Whether all of {@code flags} are set. */
  public boolean has(ServiceFlags flags) {
    return (bits & flags.bits) == flags.bits;
  }

  /** These and those of {@code flags}. */
  public ServiceFlags with(ServiceFlags flags) {
    return new ServiceFlags(bits | flags.bits);
  }

  /** These but for those of {@code flags}. */
  public ServiceFlags without(ServiceFlags flags) {
    return new ServiceFlags(bits & ~flags.bits);
  }

  /** The names of the set flags as RPC gives them, the lowest bit first. */
  public List<String> names() {
    return IntStream.range(0, Long.SIZE)
        .filter(index -> ((bits >>> index) & 1) == 1)
        .mapToObj(ServiceFlags::name)
        .toList();
  }

  /** Sixteen hex digits, as RPC gives them. */
  public String toHex() {
    return String.format("%016x", bits);
  }

  @Override
  public String toString() {
    return bits == 0 ? "NONE" : String.join("|", names());
  }

  private static String name(int index) {
    return switch (index) {
      case 0 -> "NETWORK";
      case 2 -> "BLOOM";
      case 3 -> "WITNESS";
      case 6 -> "COMPACT_FILTERS";
      case 10 -> "NETWORK_LIMITED";
      case 11 -> "P2P_V2";
      default -> "UNKNOWN[2^" + index + "]";
    };
  }
}
