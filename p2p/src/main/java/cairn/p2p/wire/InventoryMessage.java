package cairn.p2p.wire;

import cairn.p2p.wire.Message.KnownMessage;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import java.util.List;

/** Offering, asking for and handing over transactions, and blocks by name. */
public sealed interface InventoryMessage extends KnownMessage {
  /** The most items in an {@link Inv} or {@link GetData}. */
  int MAX_ITEMS = 50_000;

  /** The sender has these. */
  record Inv(List<InventoryItem> items) implements InventoryMessage {
    public Inv {
      items = List.copyOf(items);
    }

    static Message read(ByteReader in) throws DecodeException {
      int count = in.count(InventoryItem.LENGTH);
      return count > MAX_ITEMS
          ? excessive(in, MessageType.INV, count)
          : new Inv(Lists.elements(in, count, InventoryItem::read));
    }

    @Override
    public MessageType type() {
      return MessageType.INV;
    }

    @Override
    public void write(ByteWriter out) {
      Lists.write(out, items, InventoryItem::write);
    }
  }

  /** The sender wants these. */
  record GetData(List<InventoryItem> items) implements InventoryMessage {
    public GetData {
      items = List.copyOf(items);
    }

    static Message read(ByteReader in) throws DecodeException {
      int count = in.count(InventoryItem.LENGTH);
      return count > MAX_ITEMS
          ? excessive(in, MessageType.GETDATA, count)
          : new GetData(Lists.elements(in, count, InventoryItem::read));
    }

    @Override
    public MessageType type() {
      return MessageType.GETDATA;
    }

    @Override
    public void write(ByteWriter out) {
      Lists.write(out, items, InventoryItem::write);
    }
  }

  /** The sender was asked for these, and does not have them. However many: that is no offence. */
  record NotFound(List<InventoryItem> items) implements InventoryMessage {
    public NotFound {
      items = List.copyOf(items);
    }

    static NotFound read(ByteReader in) throws DecodeException {
      return new NotFound(Lists.read(in, InventoryItem.LENGTH, InventoryItem::read));
    }

    @Override
    public MessageType type() {
      return MessageType.NOTFOUND;
    }

    @Override
    public void write(ByteWriter out) {
      Lists.write(out, items, InventoryItem::write);
    }
  }

  /** A transaction. To send one without its witness, see {@link Message.Encoded}. */
  record Tx(Transaction transaction) implements InventoryMessage {
    static Tx read(ByteReader in) throws DecodeException {
      return new Tx(Transaction.read(in));
    }

    @Override
    public MessageType type() {
      return MessageType.TX;
    }

    @Override
    public void write(ByteWriter out) {
      out.bytes(transaction.serialized());
    }
  }

  /** Asks for an {@link Inv} of the whole mempool (BIP 35). */
  record Mempool() implements InventoryMessage {
    @Override
    public MessageType type() {
      return MessageType.MEMPOOL;
    }

    @Override
    public void write(ByteWriter out) {}
  }

  /**
   * No transactions shall be announced that pay less (BIP 133).
   *
   * @param feeRateSats in satoshis for 1000 virtual bytes; any number at all
   */
  record FeeFilter(long feeRateSats) implements InventoryMessage {
    static FeeFilter read(ByteReader in) throws DecodeException {
      return new FeeFilter(in.int64());
    }

    @Override
    public MessageType type() {
      return MessageType.FEEFILTER;
    }

    @Override
    public void write(ByteWriter out) {
      out.int64(feeRateSats);
    }
  }

  private static Message excessive(ByteReader in, MessageType type, int count)
      throws DecodeException {
    in.bytes(count * InventoryItem.LENGTH);
    return new Message.Excessive(type, count, MAX_ITEMS);
  }
}
