package cairn.p2p.wire;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;

/**
 * What nodes send to each other: a command, and a payload whose form the command tells.
 *
 * <p>The kinds of {@link KnownMessage} are grouped by what they are for, so that whoever handles
 * one part of a peer's life need not know the others.
 */
public sealed interface Message {
  /** The name it travels under, at most 12 printable characters. */
  String command();

  /**
   * A message that is encoded already: a block off the disk, or one that goes to many peers. Only
   * ever sent.
   *
   * @param payload as {@code type} wants it, with or without witnesses; nobody checks
   */
  record Encoded(MessageType type, Bytes payload) implements Message {
    @Override
    public String command() {
      return type.command();
    }

    @Override
    public String toString() {
      return command() + " of " + payload.length() + " bytes";
    }
  }

  /** A message that nobody knows, perhaps from a later version. To be ignored. */
  record Unknown(String command, Bytes payload) implements Message {}

  /**
   * A message that could be read, but for that it has more in it than any honest node sends. Only
   * ever received. Its contents were not kept.
   *
   * @param count how many things it has in it
   * @param limit how many it may have
   */
  record Excessive(MessageType type, int count, int limit) implements Message {
    @Override
    public String command() {
      return type.command();
    }
  }

  /** A message whose payload is understood. */
  sealed interface KnownMessage extends Message
      permits HandshakeMessage,
          KeepaliveMessage,
          AddressMessage,
          InventoryMessage,
          ChainMessage,
          CompactBlockMessage,
          FilterMessage,
          BloomMessage {
    MessageType type();

    @Override
    default String command() {
      return type().command();
    }

    /** Writes the payload. */
    void write(ByteWriter out);
  }
}
