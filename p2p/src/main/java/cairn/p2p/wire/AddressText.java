package cairn.p2p.wire;

import cairn.p2p.wire.NetworkAddress.I2p;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/** How people write addresses. */
final class AddressText {
  private static final String ONION_SUFFIX = ".onion";
  private static final int ONION_VERSION = 3;
  private static final int ONION_CHECKSUM_LENGTH = 2;
  private static final Bytes ONION_CHECKSUM_PREFIX =
      Bytes.wrap(".onion checksum".getBytes(StandardCharsets.US_ASCII));

  private static final String I2P_SUFFIX = ".b32.i2p";
  private static final int I2P_DIGITS = 52;

  private AddressText() {}

  static Optional<NetworkAddress> parse(String text) {
    return parseOnion(text)
        .or(() -> parseI2p(text))
        .or(() -> IpText.parse(text))
        .filter(address -> !(address instanceof NetworkAddress.Internal));
  }

  static String onion(Bytes publicKey) {
    var version = Bytes.of(ONION_VERSION);
    return Base32.encode(publicKey.concat(onionChecksum(publicKey)).concat(version)) + ONION_SUFFIX;
  }

  static String i2p(Bytes destinationHash) {
    return Base32.encode(destinationHash) + I2P_SUFFIX;
  }

  static String internal(Bytes nameHash) {
    return Base32.encode(nameHash) + ".internal";
  }

  private static Optional<NetworkAddress> parseOnion(String text) {
    if (!text.endsWith(ONION_SUFFIX)) {
      return Optional.empty();
    }
    var digits = text.substring(0, text.length() - ONION_SUFFIX.length());
    return Base32.decode(digits)
        .filter(bytes -> bytes.length() == TorV3.LENGTH + ONION_CHECKSUM_LENGTH + 1)
        .map(bytes -> new TorV3(bytes.slice(0, TorV3.LENGTH)))
        .filter(address -> onion(address.publicKey()).equalsIgnoreCase(text))
        .map(address -> address);
  }

  private static Optional<NetworkAddress> parseI2p(String text) {
    if (text.length() != I2P_DIGITS + I2P_SUFFIX.length()
        || !text.toLowerCase(Locale.ROOT).endsWith(I2P_SUFFIX)) {
      return Optional.empty();
    }
    return Base32.decode(text.substring(0, I2P_DIGITS)).map(I2p::new);
  }

  private static Bytes onionChecksum(Bytes publicKey) {
    try {
      var sha3 = MessageDigest.getInstance("SHA3-256");
      sha3.update(ONION_CHECKSUM_PREFIX.toArray());
      sha3.update(publicKey.toArray());
      sha3.update((byte) ONION_VERSION);
      return Bytes.wrap(sha3.digest(), 0, ONION_CHECKSUM_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA3-256", e);
    }
  }
}
