package cairn.rpc.http;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of IP addresses.
 *
 * @param address the first
 * @param prefix how many leading bits all have in common
 */
public record Subnet(InetAddress address, int prefix) {
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  /** {@code address}, {@code address/bits} or {@code address/netmask}. */
  public static Optional<Subnet> parse(String text) {
    int slash = text.lastIndexOf('/');
    var address = literal(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int bits = bits(address.get());
    int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
    return prefix < 0
        ? Optional.empty()
        : Optional.of(new Subnet(cut(address.get(), prefix), prefix));
  }

  private static Optional<InetAddress> literal(String text) {
    var bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int bits(InetAddress address) {
    return address instanceof Inet6Address ? IPV6_BITS : IPV4_BITS;
  }

  /** The number of bits that is written as a number or as a netmask; -1 if neither. */
  private static int prefix(String text, int bits) {
    if (text.matches("[0-9]{1,3}")) {
      int prefix = Integer.parseInt(text);
      return prefix <= bits ? prefix : -1;
    }
    var mask = literal(text);
    if (mask.isEmpty() || bits(mask.get()) != bits) {
      return -1;
    }
    var number = new BigInteger(1, mask.get().getAddress());
    int ones = number.bitCount();
    return number.equals(mask(ones, bits)) ? ones : -1;
  }

  /** The leading {@code prefix} bits set. */
  private static BigInteger mask(int prefix, int bits) {
    var all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    return all.shiftRight(bits - prefix).shiftLeft(bits - prefix);
  }

  /** The address without what comes after the prefix. */
  private static InetAddress cut(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(prefix - 8L * i, 0, 8);
      bytes[i] &= (byte) (0xff00 >> kept);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError("the length is that of an address", e);
    }
  }

  /** Whether {@code other} is in this range. */
  boolean contains(InetAddress other) {
    return bits(other) == bits(address) && cut(other, prefix).equals(address);
  }

  /** Whether it is in fc00::/8, where CJDNS has its addresses. */
  public boolean isCjdns() {
    return address instanceof Inet6Address && address.getAddress()[0] == (byte) 0xfc;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}
