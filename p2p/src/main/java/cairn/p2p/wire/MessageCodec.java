package cairn.p2p.wire;

import cairn.p2p.wire.BloomMessage.FilterAdd;
import cairn.p2p.wire.BloomMessage.FilterLoad;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.CompactBlockMessage.BlockTxn;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.FilterMessage.CFilter;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.Message.Encoded;
import cairn.p2p.wire.Message.Excessive;
import cairn.p2p.wire.Message.KnownMessage;
import cairn.p2p.wire.Message.Unknown;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;

/**
 * Turns payloads into messages and back.
 *
 * <p>It can fail in three ways, which Core treats differently. A payload that cannot be read is a
 * {@link DecodeException}: Core passes over the message, and that is all. One with more in it than
 * any honest node sends is a {@link Excessive}: Core drops the peer. And one that can be read but
 * must not be sent is a message as any other, to be found out by whoever handles it.
 */
public final class MessageCodec {
  private MessageCodec() {}

  /**
   * Reads a message. It takes no more memory than 48 bytes for each of its payload. What comes
   * after the end of a message is ignored, as Core does.
   *
   * @param payload kept alive by messages with transactions or blocks in them, so best the only one
   *     in its array
   * @throws DecodeException if Core could not read it either; the peer is to be forgiven
   */
  public static Message decode(String command, Bytes payload) throws DecodeException {
    var type = MessageType.of(command);
    if (type.isEmpty()) {
      return new Unknown(command, payload);
    }
    var in = new ByteReader(payload);
    var message = type.get().read(in);
    if (in.remaining() > 0 && isWindow(message)) {
      // Else a small transaction would keep alive all that the peer has appended to it.
      var needed = Bytes.wrap(payload.slice(0, in.offset()).toArray());
      return type.get().read(new ByteReader(needed));
    }
    return message;
  }

  /** Whether it has parts that are windows onto its payload. */
  private static boolean isWindow(Message message) {
    return switch (message) {
      case Tx _, BlockMessage _, CmpctBlock _, BlockTxn _, CFilter _, FilterLoad _, FilterAdd _ ->
          true;
      default -> false;
    };
  }

  /** The payload of a message. */
  public static Bytes encode(Message message) {
    return switch (message) {
      case Encoded(_, var payload) -> payload;
      case Unknown(_, var payload) -> payload;
      case BlockMessage(var block) -> block.serialized();
      case Tx(var transaction) -> transaction.serialized();
      case KnownMessage known -> {
        var out = new ByteWriter();
        known.write(out);
        yield out.toBytes();
      }
      case Excessive _ -> throw new IllegalArgumentException(message + " is only ever received");
    };
  }
}
