package cairn.p2p.transport;

import cairn.primitives.Bytes;
import java.util.Optional;

/**
 * Which transport a connection has.
 *
 * @param sessionId 32 bytes by which both ends can tell that nobody sits between them; of v2 alone
 */
public record TransportInfo(Protocol protocol, Optional<Bytes> sessionId) {
  /** As long as nothing has told. */
  public static final TransportInfo DETECTING =
      new TransportInfo(Protocol.DETECTING, Optional.empty());

  static final TransportInfo V1 = new TransportInfo(Protocol.V1, Optional.empty());

  static TransportInfo v2(Bytes sessionId) {
    return new TransportInfo(Protocol.V2, Optional.of(sessionId));
  }

  /** The two transports, and what comes before it is clear which it is. */
  public enum Protocol {
    DETECTING("detecting"),
    V1("v1"),
    V2("v2");

    private final String text;

    Protocol(String text) {
      this.text = text;
    }

    /** As {@code getpeerinfo} has it. */
    @Override
    public String toString() {
      return text;
    }
  }
}
