package cairn.p2p.wire;

import java.util.Optional;
import java.util.stream.Stream;

/** What an inventory names, and in what form it is asked for. */
public enum InventoryType {
  /** A transaction by its txid, without its witness where it is asked for. */
  TX(1, "tx"),
  /** A block, without witnesses where it is asked for. */
  BLOCK(2, "block"),
  /** A block as the peer's Bloom filter lets it through (BIP 37); only asked for. */
  FILTERED_BLOCK(3, "merkleblock"),
  /** A block as a compact block (BIP 152); only asked for. */
  COMPACT_BLOCK(4, "cmpctblock"),
  /** A transaction by its wtxid (BIP 339). */
  WTX(5, "wtx"),
  /** A transaction by its txid, with its witness (BIP 144); only asked for. */
  WITNESS_TX(InventoryType.WITNESS_FLAG | 1, "witness-tx"),
  /** A block with witnesses (BIP 144); only asked for. */
  WITNESS_BLOCK(InventoryType.WITNESS_FLAG | 2, "witness-block");

  private static final int WITNESS_FLAG = 1 << 30;

  private final int code;
  private final String text;

  InventoryType(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The type of this number, if there is one. */
  public static Optional<InventoryType> of(int code) {
    return Stream.of(values()).filter(type -> type.code == code).findAny();
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** Whether it is a block, in whatever form. */
  public boolean isBlock() {
    return switch (this) {
      case BLOCK, FILTERED_BLOCK, COMPACT_BLOCK, WITNESS_BLOCK -> true;
      case TX, WTX, WITNESS_TX -> false;
    };
  }

  /** As logs write it. */
  @Override
  public String toString() {
    return text;
  }
}
