package cairn.p2p.wire;

import java.util.Locale;
import java.util.Optional;

/** The networks that peers are reached over, in the order of Core's {@code Network}. */
public enum NetworkType {
  /** Of no network that everybody reaches: a private address, a loopback, an invalid one. */
  UNROUTABLE("not_publicly_routable"),
  IPV4("ipv4"),
  IPV6("ipv6"),
  ONION("onion"),
  I2P("i2p"),
  CJDNS("cjdns"),
  /** Stands for a name, where an address is wanted: the seed that told of other addresses. */
  INTERNAL("internal");

  private final String text;

  NetworkType(String text) {
    this.text = text;
  }

  /** One of the five networks that options and RPC speak of, in upper or lower case. */
  public static Optional<NetworkType> parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "ipv4" -> Optional.of(IPV4);
      case "ipv6" -> Optional.of(IPV6);
      case "onion" -> Optional.of(ONION);
      case "i2p" -> Optional.of(I2P);
      case "cjdns" -> Optional.of(CJDNS);
      default -> Optional.empty();
    };
  }

  /** As options and RPC write it. */
  @Override
  public String toString() {
    return text;
  }
}
