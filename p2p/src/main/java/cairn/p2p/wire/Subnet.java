package cairn.p2p.wire;

import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.primitives.Bytes;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The addresses that begin as one does. Networks other than IPv4 and IPv6 have no parts: there, it
 * is one address.
 *
 * @param base its bits after the prefix are zero
 * @param prefixLength in bits; 0 to 32 for IPv4, 0 to 128 for IPv6, else all there are
 */
public record Subnet(NetworkAddress base, int prefixLength) {
  public Subnet {
    int most = bits(base);
    int least = base instanceof Ipv4 || base instanceof Ipv6 ? 0 : most;
    if (prefixLength < least || prefixLength > most) {
      throw new IllegalArgumentException("a prefix of " + prefixLength + " bits of " + base);
    }
    base = masked(base, prefixLength);
  }

  /** Holds this one address. */
  public static Subnet of(NetworkAddress address) {
    return new Subnet(address, bits(address));
  }

  /**
   * Reads an address (an IPv6 address perhaps in brackets), and perhaps a slash and the prefix's
   * length or a netmask.
   */
  public static Optional<Subnet> parse(String text) {
    int slash = text.lastIndexOf('/');
    var base = parseAddress(slash < 0 ? text : text.substring(0, slash));
    if (base.isEmpty() || slash < 0) {
      return base.map(Subnet::of);
    }
    var length = prefixLength(base.get(), text.substring(slash + 1));
    return length.isPresent()
        ? Optional.of(new Subnet(base.get(), length.getAsInt()))
        : Optional.empty();
  }

  /** Whether {@code address} is one of it, valid or not. */
  public boolean contains(NetworkAddress address) {
    return address.type() == base.type() && masked(address, prefixLength).equals(base);
  }

  /** The address, and after a slash the prefix's length in IPv4 and IPv6. */
  @Override
  public String toString() {
    return base instanceof Ipv4 || base instanceof Ipv6
        ? base + "/" + prefixLength
        : base.toString();
  }

  private static Optional<NetworkAddress> parseAddress(String text) {
    return NetworkAddress.parse(HostPort.withoutBrackets(text));
  }

  private static OptionalInt prefixLength(NetworkAddress base, String text) {
    if (!(base instanceof Ipv4 || base instanceof Ipv6)) {
      return OptionalInt.empty();
    }
    var number = HostPort.unsigned(text, 0xff);
    if (number.isPresent()) {
      return number.getAsInt() <= bits(base) ? number : OptionalInt.empty();
    }
    var netmask = parseAddress(text);
    return netmask.isPresent() && netmask.get().type() == base.type()
        ? leadingOnes(netmask.get().bytes())
        : OptionalInt.empty();
  }

  /** How many ones there are before the zeros; nothing, if there are ones after zeros. */
  private static OptionalInt leadingOnes(Bytes netmask) {
    int ones = 0;
    boolean ended = false;
    for (int bit = 0; bit < Byte.SIZE * netmask.length(); bit++) {
      boolean one = ((netmask.unsigned(bit / Byte.SIZE) >> (7 - bit % Byte.SIZE)) & 1) == 1;
      if (one && ended) {
        return OptionalInt.empty();
      }
      ended |= !one;
      ones += one ? 1 : 0;
    }
    return OptionalInt.of(ones);
  }

  private static int bits(NetworkAddress address) {
    return switch (address) {
      case Ipv4 _ -> Integer.SIZE;
      case Ipv6 _ -> 2 * Long.SIZE;
      default -> Byte.SIZE * address.bytes().length();
    };
  }

  private static NetworkAddress masked(NetworkAddress address, int prefixLength) {
    return switch (address) {
      case Ipv4(int value) -> new Ipv4((int) (value & highBits(prefixLength + Integer.SIZE)));
      case Ipv6(long high, long low) ->
          masked(high & highBits(prefixLength), low & highBits(prefixLength - Long.SIZE));
      default -> address;
    };
  }

  /** Masking may leave what looks like IPv4 in IPv6 only if it was that before. */
  private static Ipv6 masked(long high, long low) {
    return new Ipv6(high, low);
  }

  /** A long whose first {@code count} bits are ones; none if it is negative, all past 64. */
  private static long highBits(int count) {
    return count <= 0 ? 0 : count >= Long.SIZE ? -1 : -1L << (Long.SIZE - count);
  }
}
