package cairn.p2p.wire;

import cairn.p2p.wire.Message.KnownMessage;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import java.util.List;

/** Where other nodes are. */
public sealed interface AddressMessage extends KnownMessage {
  /** The most addresses in one message. */
  int MAX_ADDRESSES = 1000;

  /** Nodes with addresses of 16 bytes. */
  record Addr(List<PeerAddress> addresses) implements AddressMessage {
    public Addr {
      addresses = List.copyOf(addresses);
    }

    static Message read(ByteReader in) throws DecodeException {
      int count = in.count(PeerAddress.LEGACY_LENGTH);
      if (count > MAX_ADDRESSES) {
        in.bytes(count * PeerAddress.LEGACY_LENGTH);
        return new Message.Excessive(MessageType.ADDR, count, MAX_ADDRESSES);
      }
      return new Addr(Lists.elements(in, count, PeerAddress::readLegacy));
    }

    @Override
    public MessageType type() {
      return MessageType.ADDR;
    }

    @Override
    public void write(ByteWriter out) {
      Lists.write(out, addresses, PeerAddress::writeLegacy);
    }
  }

  /** Nodes with addresses of any network (BIP 155). */
  record AddrV2(List<PeerAddress> addresses) implements AddressMessage {
    public AddrV2 {
      addresses = List.copyOf(addresses);
    }

    static Message read(ByteReader in) throws DecodeException {
      int count = in.count(PeerAddress.MIN_LENGTH);
      if (count > MAX_ADDRESSES) {
        for (int i = 0; i < count; i++) {
          PeerAddress.readBip155(in); // it must be readable to the end, or it is no message
        }
        return new Message.Excessive(MessageType.ADDRV2, count, MAX_ADDRESSES);
      }
      return new AddrV2(Lists.elements(in, count, PeerAddress::readBip155));
    }

    @Override
    public MessageType type() {
      return MessageType.ADDRV2;
    }

    @Override
    public void write(ByteWriter out) {
      Lists.write(out, addresses, PeerAddress::writeBip155);
    }
  }

  /** Asks for {@link Addr} or {@link AddrV2}. */
  record GetAddr() implements AddressMessage {
    @Override
    public MessageType type() {
      return MessageType.GETADDR;
    }

    @Override
    public void write(ByteWriter out) {}
  }
}
