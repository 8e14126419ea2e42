package cairn.p2p.wire;

import cairn.p2p.wire.Message.KnownMessage;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;

/** What two nodes tell each other of themselves before anything else. */
public sealed interface HandshakeMessage extends KnownMessage {
  /**
   * Who is speaking. What stands in the message about the sender's own address is of no use, and is
   * neither read nor kept.
   *
   * @param version the protocol's version, of which the lower one is then spoken
   * @param time the sender's clock, in seconds since 1970; any number at all
   * @param receiverServices what the sender takes the receiver for
   * @param receiver where the sender sees the receiver
   * @param nonce tells a node that it has connected to itself
   * @param userAgent as in BIP 14; one character for each byte, whatever it is
   * @param startHeight the sender's best block; -1 if it does not say
   * @param relay whether transactions are to be announced before any filter is loaded (BIP 37)
   */
  record Version(
      int version,
      ServiceFlags services,
      long time,
      ServiceFlags receiverServices,
      Endpoint receiver,
      long nonce,
      String userAgent,
      int startHeight,
      boolean relay)
      implements HandshakeMessage {
    public static final int MAX_USER_AGENT_LENGTH = 256;

    /** Services, address and port of the sender. */
    private static final int SENDER_LENGTH = 8 + NetworkAddress.LEGACY_LENGTH + 2;

    /** What the nonce is taken for where there is none. */
    private static final long NO_NONCE = 1;

    /** Old versions of the protocol end sooner, each before one of the last fields. */
    static Version read(ByteReader in) throws DecodeException {
      int version = in.int32();
      var services = new ServiceFlags(in.int64());
      long time = in.int64();
      var receiverServices = new ServiceFlags(in.int64());
      var receiver = Endpoint.readLegacy(in);
      long nonce = NO_NONCE;
      if (in.remaining() > 0) {
        in.bytes(SENDER_LENGTH);
        nonce = in.int64();
      }
      var userAgent = in.remaining() > 0 ? Strings.read(in, MAX_USER_AGENT_LENGTH) : "";
      int startHeight = in.remaining() > 0 ? in.int32() : -1;
      boolean relay = in.remaining() == 0 || in.uint8() != 0;
      return new Version(
          version,
          services,
          time,
          receiverServices,
          receiver,
          nonce,
          userAgent,
          startHeight,
          relay);
    }

    @Override
    public MessageType type() {
      return MessageType.VERSION;
    }

    @Override
    public void write(ByteWriter out) {
      out.int32(version).int64(services.bits()).int64(time).int64(receiverServices.bits());
      receiver.writeLegacy(out);
      out.int64(services.bits());
      Endpoint.UNSPECIFIED.writeLegacy(out);
      out.int64(nonce);
      Strings.write(out, userAgent);
      out.int32(startHeight).uint8(relay ? 1 : 0);
    }
  }

  /** The version was received. */
  record Verack() implements HandshakeMessage {
    @Override
    public MessageType type() {
      return MessageType.VERACK;
    }

    @Override
    public void write(ByteWriter out) {}
  }

  /** Transactions shall be announced by wtxid (BIP 339). */
  record WtxidRelay() implements HandshakeMessage {
    @Override
    public MessageType type() {
      return MessageType.WTXIDRELAY;
    }

    @Override
    public void write(ByteWriter out) {}
  }

  /** Addresses shall be told as {@code addrv2} (BIP 155). */
  record SendAddrV2() implements HandshakeMessage {
    @Override
    public MessageType type() {
      return MessageType.SENDADDRV2;
    }

    @Override
    public void write(ByteWriter out) {}
  }

  /**
   * Transactions may be reconciled (BIP 330).
   *
   * @param version 0 to 2^32 - 1
   */
  record SendTxRcncl(long version, long salt) implements HandshakeMessage {
    static SendTxRcncl read(ByteReader in) throws DecodeException {
      return new SendTxRcncl(in.uint32(), in.int64());
    }

    @Override
    public MessageType type() {
      return MessageType.SENDTXRCNCL;
    }

    @Override
    public void write(ByteWriter out) {
      out.uint32(version).int64(salt);
    }
  }

  /**
   * One thing that the sender can do (BIP 434).
   *
   * @param id its name, of 4 to 80 bytes, one character for each; empty if the message was not well
   *     formed, which unlike elsewhere must not be passed over
   * @param data what that thing defines, at most 512 bytes
   */
  record Feature(String id, Bytes data) implements HandshakeMessage {
    public static final int MIN_ID_LENGTH = 4;
    public static final int MAX_ID_LENGTH = 80;
    public static final int MAX_DATA_LENGTH = 512;

    private static final Feature NOT_WELL_FORMED = new Feature("", Bytes.EMPTY);

    /** Whether it was a feature at all. */
    public boolean isWellFormed() {
      return id.length() >= MIN_ID_LENGTH;
    }

    /** Reads all that there is, whatever it is. */
    static Feature read(ByteReader in) throws DecodeException {
      var feature = readWellFormed(in);
      in.bytes(in.remaining());
      return feature;
    }

    private static Feature readWellFormed(ByteReader in) {
      try {
        var id = Strings.read(in, MAX_ID_LENGTH);
        var data = in.sizedBytes();
        in.expectEnd();
        return id.length() < MIN_ID_LENGTH || data.length() > MAX_DATA_LENGTH
            ? NOT_WELL_FORMED
            : new Feature(id, data);
      } catch (DecodeException _) {
        return NOT_WELL_FORMED;
      }
    }

    @Override
    public MessageType type() {
      return MessageType.FEATURE;
    }

    @Override
    public void write(ByteWriter out) {
      Strings.write(out, id);
      out.sizedBytes(data);
    }
  }
}
