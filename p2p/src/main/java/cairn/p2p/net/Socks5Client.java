package cairn.p2p.net;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks a SOCKS5 proxy for a connection (RFC 1928, RFC 1929). A state machine without I/O: bytes of
 * the proxy go in, what to do comes out.
 *
 * <p>Addresses are given as text even where they are numbers, as Core does: the proxy is to learn
 * no more of a name than that somebody wants to reach it, and Tor's names are nothing else.
 */
final class Socks5Client {
  /** The most characters of ASCII that a host may have. */
  static final int MAX_HOST = 255;

  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int USER_AND_PASSWORD = 2;
  private static final int USER_AND_PASSWORD_VERSION = 1;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int PORT_LENGTH = 2;

  private final String host;
  private final int port;
  private final @Nullable ProxyCredentials credentials;

  /** A reply has at most 4 + 1 + 255 + 2 bytes. */
  private final ByteBuffer reply = ByteBuffer.allocate(262);

  private Awaited awaited = Awaited.METHOD;

  /**
   * @param host at most {@link #MAX_HOST} characters of ASCII
   */
  Socks5Client(String host, int port, @Nullable ProxyCredentials credentials) {
    this.host = host;
    this.port = port;
    this.credentials = credentials;
  }

  /** The reply that is waited for. */
  private enum Awaited {
    METHOD,
    AUTHENTICATION,
    CONNECTION
  }

  /** What to do next. */
  sealed interface Step {}

  /** Wait for more bytes. */
  record Wait() implements Step {}

  record Send(Bytes bytes) implements Step {}

  /** From here on the bytes are those of the host. */
  record Connected() implements Step {}

  record Refused(String reason) implements Step {}

  /** The first bytes to send. */
  Bytes greeting() {
    return credentials == null
        ? Bytes.of(VERSION, 1, NO_AUTHENTICATION)
        : Bytes.of(VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD);
  }

  /** Takes as many bytes as the reply has that is waited for, and leaves those after it. */
  Step receive(ByteBuffer bytes) {
    while (reply.position() < length()) {
      if (!bytes.hasRemaining()) {
        return new Wait();
      }
      reply.put(bytes.get());
    }
    var step =
        switch (awaited) {
          case METHOD -> onMethod();
          case AUTHENTICATION -> onAuthentication();
          case CONNECTION -> onConnection();
        };
    reply.clear();
    return step;
  }

  /** How many bytes the reply has, as far as those that have come tell. */
  private int length() {
    if (awaited != Awaited.CONNECTION) {
      return 2;
    }
    int head = 4;
    if (reply.position() < head || refusal() != null) {
      return head;
    }
    return switch (at(3)) {
      case IPV4 -> head + 4 + PORT_LENGTH;
      case IPV6 -> head + 16 + PORT_LENGTH;
      default -> reply.position() == head ? head + 1 : head + 1 + at(head) + PORT_LENGTH;
    };
  }

  private Step onMethod() {
    if (at(0) != VERSION) {
      return new Refused("Proxy failed to initialize");
    }
    if (at(1) == USER_AND_PASSWORD && credentials != null) {
      awaited = Awaited.AUTHENTICATION;
      return new Send(
          new ByteWriter()
              .uint8(USER_AND_PASSWORD_VERSION)
              .bytes(sized(credentials.user()))
              .bytes(sized(credentials.password()))
              .toBytes());
    }
    return at(1) == NO_AUTHENTICATION
        ? ask()
        : new Refused("Proxy requested wrong authentication method %02x".formatted(at(1)));
  }

  private Step onAuthentication() {
    return at(0) == USER_AND_PASSWORD_VERSION && at(1) == 0
        ? ask()
        : new Refused("Proxy authentication unsuccessful");
  }

  private Step ask() {
    awaited = Awaited.CONNECTION;
    return new Send(
        new ByteWriter()
            .bytes(Bytes.of(VERSION, CONNECT, 0, NAME))
            .bytes(sized(host))
            .uint8(port >> Byte.SIZE)
            .uint8(port & 0xff)
            .toBytes());
  }

  private Step onConnection() {
    var refusal = refusal();
    return refusal == null ? new Connected() : new Refused(refusal);
  }

  /** Why the first four bytes of the last reply are no success; null if they are one. */
  private @Nullable String refusal() {
    if (at(0) != VERSION) {
      return "Proxy failed to accept request";
    }
    if (at(1) != 0) {
      return reason(at(1));
    }
    boolean known = at(3) == IPV4 || at(3) == IPV6 || at(3) == NAME;
    return at(2) == 0 && known ? null : "malformed proxy response";
  }

  private int at(int index) {
    return reply.get(index) & 0xff;
  }

  private static Bytes sized(String text) {
    var bytes = Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    return Bytes.of(bytes.length()).concat(bytes);
  }

  /** From f0 on these are Tor's own, {@code socks-extensions.txt}. */
  private static String reason(int code) {
    return switch (code) {
      case 0x01 -> "general failure";
      case 0x02 -> "connection not allowed";
      case 0x03 -> "network unreachable";
      case 0x04 -> "host unreachable";
      case 0x05 -> "connection refused";
      case 0x06 -> "TTL expired";
      case 0x07 -> "protocol error";
      case 0x08 -> "address type not supported";
      case 0xf0 -> "onion service descriptor can not be found";
      case 0xf1 -> "onion service descriptor is invalid";
      case 0xf2 -> "onion service introduction failed";
      case 0xf3 -> "onion service rendezvous failed";
      case 0xf4 -> "onion service missing client authorization";
      case 0xf5 -> "onion service wrong client authorization";
      case 0xf6 -> "onion service invalid address";
      case 0xf7 -> "onion service introduction timed out";
      default -> "unknown (0x%02x)".formatted(code);
    };
  }
}
