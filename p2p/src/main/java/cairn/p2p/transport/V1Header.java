package cairn.p2p.transport;

import cairn.p2p.wire.PrintableText;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Sha256;
import java.util.Optional;

/**
 * The 24 bytes before each message of v1.
 *
 * @param command 12 bytes, whatever they are
 * @param size how many bytes the message has, 0 to 2^32 - 1
 * @param checksum the first four bytes of the message's double SHA-256, if it is right
 */
record V1Header(Bytes magic, Bytes command, long size, Bytes checksum) {
  static final int LENGTH = 24;

  private static final int CHECKSUM_LENGTH = 4;
  private static final int MAGIC_LENGTH = 4;
  private static final char LAST_IN_COMMAND = '~';

  static V1Header read(Bytes bytes) {
    try {
      var in = new ByteReader(bytes);
      return new V1Header(
          in.bytes(MAGIC_LENGTH),
          in.bytes(Commands.LENGTH),
          in.uint32(),
          in.bytes(CHECKSUM_LENGTH));
    } catch (DecodeException e) {
      throw new IllegalArgumentException("a header has 24 bytes", e);
    }
  }

  static Bytes write(Bytes magic, Frame frame) {
    var command = new byte[Commands.LENGTH];
    Commands.write(frame.command(), command, 0);
    return new ByteWriter(LENGTH)
        .bytes(magic)
        .bytes(command)
        .uint32(frame.payload().length())
        .bytes(checksum(frame.payload()))
        .toBytes();
  }

  static Bytes checksum(Bytes payload) {
    return Sha256.doubleHash(payload).slice(0, CHECKSUM_LENGTH);
  }

  /** The command; empty if it is none. */
  Optional<String> validCommand() {
    return Commands.read(command, LAST_IN_COMMAND);
  }

  /** The command and the size, for a log. */
  String display() {
    return PrintableText.of(Commands.upToZero(command)) + ", " + size + " bytes";
  }
}
