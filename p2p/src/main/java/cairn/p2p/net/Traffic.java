package cairn.p2p.net;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How many bytes one connection has carried, as they were on the wire.
 *
 * @param lastSent when bytes were last sent; empty if never
 * @param lastReceived when bytes last came, whether or not they made a message; empty if never
 * @param sentBy those of {@code sent} that carried messages, by command; a handshake is none
 * @param receivedBy those of {@code received} that carried whole messages, by command; all that
 *     were not counted for themselves are under {@link #OTHER}
 */
public record Traffic(
    long sent,
    long received,
    Optional<Instant> lastSent,
    Optional<Instant> lastReceived,
    Map<String, Long> sentBy,
    Map<String, Long> receivedBy) {
  /** Of a connection that has carried nothing. */
  public static final Traffic NONE =
      new Traffic(0, 0, Optional.empty(), Optional.empty(), Map.of(), Map.of());

  /** Counts the messages with a command that nobody knows, so that a peer cannot invent many. */
  public static final String OTHER = "*other*";
}
