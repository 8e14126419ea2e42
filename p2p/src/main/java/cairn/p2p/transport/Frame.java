package cairn.p2p.transport;

import cairn.p2p.wire.PrintableText;
import cairn.primitives.Bytes;

/**
 * A message as it is carried: its name and its bytes, into which nobody has looked.
 *
 * @param command at most 12 characters of ASCII; empty for a short id of BIP 324 that nobody has
 *     given a meaning yet
 * @param payload at most {@link #MAX_PAYLOAD} bytes; twelve more if it has come over BIP 324, which
 *     counts them together with the name, and under a short id that takes just one byte
 */
public record Frame(String command, Bytes payload) {
  /** The most bytes a message may have: Core's {@code MAX_PROTOCOL_MESSAGE_LENGTH}. */
  public static final int MAX_PAYLOAD = 4_000_000;

  /**
   * @throws IllegalArgumentException if no transport can carry it
   */
  public Frame {
    if (!Commands.isCommand(command)) {
      throw new IllegalArgumentException("not a command: " + PrintableText.of(command));
    }
    if (payload.length() > MAX_PAYLOAD + Commands.LENGTH) {
      throw new IllegalArgumentException(payload.length() + " bytes are too many for a message");
    }
  }
}
