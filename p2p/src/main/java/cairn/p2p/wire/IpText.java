package cairn.p2p.wire;

import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.primitives.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How people write IP addresses: IPv4 as {@code inet_aton} takes it, IPv6 as in RFC 4291. */
final class IpText {
  private static final int GROUPS = 8;

  /** A number as C has it, its base told by how it begins. */
  private static final Pattern NUMBER =
      Pattern.compile("0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9]\\d*)");

  private static final Pattern DECIMAL_BYTE = Pattern.compile("0|[1-9]\\d{0,2}");
  private static final Pattern HEX_GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  private IpText() {}

  static Optional<NetworkAddress> parse(String text) {
    if (text.indexOf(':') >= 0) {
      return parseIpv6(text).map(AddressBytes::legacy);
    }
    var value = parseIpv4(text);
    return value.isPresent() ? Optional.of(new Ipv4(value.getAsInt())) : Optional.empty();
  }

  static String ipv4(int value) {
    return (value >>> 24)
        + "."
        + ((value >>> 16) & 0xff)
        + "."
        + ((value >>> 8) & 0xff)
        + "."
        + (value & 0xff);
  }

  /** The form of RFC 5952: lower case, the longest run of two zeros or more left out. */
  static String ipv6(long high, long low) {
    int runStart = 0;
    int runLength = 0;
    for (int i = 0, zeros = 0; i < GROUPS; i++) {
      zeros = group(high, low, i) == 0 ? zeros + 1 : 0;
      if (zeros > runLength) {
        runStart = i - zeros + 1;
        runLength = zeros;
      }
    }
    if (runLength < 2) {
      return groups(high, low, 0, GROUPS);
    }
    return groups(high, low, 0, runStart) + "::" + groups(high, low, runStart + runLength, GROUPS);
  }

  private static String groups(long high, long low, int from, int to) {
    var text = new ArrayList<String>();
    for (int i = from; i < to; i++) {
      text.add(Integer.toHexString(group(high, low, i)));
    }
    return String.join(":", text);
  }

  private static int group(long high, long low, int index) {
    return (int) ((index < GROUPS / 2 ? high : low) >>> (48 - 16 * (index % 4))) & 0xffff;
  }

  /** One to four numbers; the last one fills the bytes that are left. */
  private static OptionalInt parseIpv4(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length > 4) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (int i = 0; i < parts.length; i++) {
      int bits = i < parts.length - 1 ? Byte.SIZE : Integer.SIZE - Byte.SIZE * i;
      var part = number(parts[i]);
      if (part.isEmpty() || part.getAsLong() >= 1L << bits) {
        return OptionalInt.empty();
      }
      int shift = Integer.SIZE - Byte.SIZE * i - bits;
      value |= (int) part.getAsLong() << shift;
    }
    return OptionalInt.of(value);
  }

  private static OptionalLong number(String text) {
    var match = NUMBER.matcher(text);
    if (!match.matches()) {
      return OptionalLong.empty();
    }
    int base = match.group(1) != null ? 16 : match.group(2) != null ? 8 : 10;
    var digits = base == 16 ? match.group(1) : text;
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    // 32 bits have 11 octal digits at most: more are too large, and no long need hold them.
    return digits.length() - first > 11
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(digits.substring(first), base));
  }

  private static Optional<Bytes> parseIpv6(String text) {
    int gap = text.indexOf("::");
    var before = hexGroups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    var after = hexGroups(gap < 0 ? "" : text.substring(gap + 2), true);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    int given = before.get().size() + after.get().size();
    if (gap < 0 ? given != GROUPS : given >= GROUPS) {
      return Optional.empty();
    }
    var bytes = new byte[2 * GROUPS];
    put(before.get(), bytes, 0);
    put(after.get(), bytes, GROUPS - after.get().size());
    return Optional.of(Bytes.wrap(bytes));
  }

  /** The groups between colons; the last two may be an IPv4 address if they are {@code last}. */
  private static Optional<List<Integer>> hexGroups(String text, boolean last) {
    var groups = new ArrayList<Integer>();
    if (text.isEmpty()) {
      return Optional.of(groups);
    }
    var parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (HEX_GROUP.matcher(parts[i]).matches()) {
        groups.add(Integer.parseInt(parts[i], 16));
        continue;
      }
      var tail = last && i == parts.length - 1 ? dottedQuad(parts[i]) : OptionalInt.empty();
      if (tail.isEmpty()) {
        return Optional.empty();
      }
      groups.add(tail.getAsInt() >>> 16);
      groups.add(tail.getAsInt() & 0xffff);
    }
    return Optional.of(groups);
  }

  /** Four decimal numbers, which is all that may stand inside an IPv6 address. */
  private static OptionalInt dottedQuad(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (var part : parts) {
      if (!DECIMAL_BYTE.matcher(part).matches() || Integer.parseInt(part) > 0xff) {
        return OptionalInt.empty();
      }
      value = (value << Byte.SIZE) | Integer.parseInt(part);
    }
    return OptionalInt.of(value);
  }

  private static void put(List<Integer> groups, byte[] bytes, int at) {
    for (int i = 0; i < groups.size(); i++) {
      bytes[2 * (at + i)] = (byte) (groups.get(i) >> Byte.SIZE);
      bytes[2 * (at + i) + 1] = groups.get(i).byteValue();
    }
  }
}
