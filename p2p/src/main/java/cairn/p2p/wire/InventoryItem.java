package cairn.p2p.wire;

import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import cairn.primitives.Hash256;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;

/** Names one transaction or block, to offer it or to ask for it. */
public sealed interface InventoryItem {
  /** How many bytes one has. */
  int LENGTH = 4 + Hash256.LENGTH;

  /** The number of its type on the wire. */
  int code();

  Hash256 hash();

  /**
   * A transaction by its txid.
   *
   * @param type {@link InventoryType#TX} or {@link InventoryType#WITNESS_TX}
   */
  record TxItem(InventoryType type, Txid hash) implements InventoryItem {
    public TxItem {
      if (type != InventoryType.TX && type != InventoryType.WITNESS_TX) {
        throw new IllegalArgumentException(type + " is not named by a txid");
      }
    }

    @Override
    public int code() {
      return type.code();
    }

    @Override
    public String toString() {
      return type + " " + hash;
    }
  }

  /** A transaction by its wtxid (BIP 339). */
  record WtxItem(Wtxid hash) implements InventoryItem {
    @Override
    public int code() {
      return InventoryType.WTX.code();
    }

    @Override
    public String toString() {
      return InventoryType.WTX + " " + hash;
    }
  }

  /**
   * A block.
   *
   * @param type one of those of blocks
   */
  record BlockItem(InventoryType type, BlockHash hash) implements InventoryItem {
    public BlockItem {
      if (!type.isBlock()) {
        throw new IllegalArgumentException(type + " is not a block");
      }
    }

    @Override
    public int code() {
      return type.code();
    }

    @Override
    public String toString() {
      return type + " " + hash;
    }
  }

  /** Something of a type that nobody knows; the hash is of no kind in particular. */
  record UnknownItem(int code, Txid hash) implements InventoryItem {
    public UnknownItem {
      if (InventoryType.of(code).isPresent()) {
        throw new IllegalArgumentException("type " + code + " is known");
      }
    }

    @Override
    public String toString() {
      return String.format("0x%08x %s", code, hash);
    }
  }

  /** Names a transaction by its txid, to offer it. */
  static InventoryItem of(Txid txid) {
    return new TxItem(InventoryType.TX, txid);
  }

  /** Names a transaction by its wtxid, to offer it or ask for it. */
  static InventoryItem of(Wtxid wtxid) {
    return new WtxItem(wtxid);
  }

  /** Names a block, to offer it. */
  static InventoryItem of(BlockHash block) {
    return new BlockItem(InventoryType.BLOCK, block);
  }

  static InventoryItem read(ByteReader in) throws DecodeException {
    int code = in.int32();
    var type = InventoryType.of(code);
    if (type.isEmpty()) {
      return new UnknownItem(code, Txid.read(in));
    }
    return switch (type.get()) {
      case TX, WITNESS_TX -> new TxItem(type.get(), Txid.read(in));
      case WTX -> new WtxItem(Wtxid.read(in));
      case BLOCK, FILTERED_BLOCK, COMPACT_BLOCK, WITNESS_BLOCK ->
          new BlockItem(type.get(), BlockHash.read(in));
    };
  }

  default void write(ByteWriter out) {
    out.int32(code()).hash(hash());
  }
}
