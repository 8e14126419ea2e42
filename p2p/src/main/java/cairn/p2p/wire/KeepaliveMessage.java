package cairn.p2p.wire;

import cairn.p2p.wire.Message.KnownMessage;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import java.util.OptionalLong;

/** Whether the other one is still there (BIP 31). */
public sealed interface KeepaliveMessage extends KnownMessage {
  /**
   * Asks for a {@link Pong}.
   *
   * @param nonce before BIP 31 there was none, and no answer either
   */
  record Ping(OptionalLong nonce) implements KeepaliveMessage {
    public static Ping of(long nonce) {
      return new Ping(OptionalLong.of(nonce));
    }

    static Ping read(ByteReader in) throws DecodeException {
      return in.remaining() == 0 ? new Ping(OptionalLong.empty()) : of(in.int64());
    }

    @Override
    public MessageType type() {
      return MessageType.PING;
    }

    @Override
    public void write(ByteWriter out) {
      nonce.ifPresent(out::int64);
    }
  }

  /**
   * Answers a {@link Ping}. One that is cut short is still an answer, if a bad one.
   *
   * @param nonce the ping's; nothing in an answer of less than eight bytes
   * @param length how many bytes the answer has
   */
  record Pong(OptionalLong nonce, int length) implements KeepaliveMessage {
    public Pong {
      if (length < 0 || nonce.isPresent() != length >= Long.BYTES) {
        throw new IllegalArgumentException("a nonce has 8 bytes, not " + length);
      }
    }

    public static Pong of(long nonce) {
      return new Pong(OptionalLong.of(nonce), Long.BYTES);
    }

    static Pong read(ByteReader in) throws DecodeException {
      int length = in.remaining();
      var nonce = length < Long.BYTES ? OptionalLong.empty() : OptionalLong.of(in.int64());
      in.bytes(in.remaining());
      return new Pong(nonce, length);
    }

    @Override
    public MessageType type() {
      return MessageType.PONG;
    }

    @Override
    public void write(ByteWriter out) {
      nonce.ifPresent(out::int64);
      out.bytes(new byte[nonce.isPresent() ? length - Long.BYTES : length]);
    }
  }
}
