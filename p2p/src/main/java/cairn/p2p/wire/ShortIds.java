package cairn.p2p.wire;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;

/**
 * The short ids of a compact block (BIP 152): 48 bits for each transaction.
 *
 * @param packed six bytes for each, the least significant first, as on the wire
 */
public record ShortIds(Bytes packed) {
  private static final int LENGTH = 6;

  public ShortIds {
    if (packed.length() % LENGTH != 0) {
      throw new IllegalArgumentException(packed.length() + " bytes of short ids");
    }
  }

  /** Takes the low 48 bits of each. */
  public static ShortIds of(long... ids) {
    var out = new ByteWriter(LENGTH * ids.length);
    for (long id : ids) {
      out.uint32(id).uint16((int) (id >>> Integer.SIZE));
    }
    return new ShortIds(out.toBytes());
  }

  static ShortIds read(ByteReader in) throws DecodeException {
    return new ShortIds(in.bytes(LENGTH * in.count(LENGTH)));
  }

  void write(ByteWriter out) {
    out.compactSize(size()).bytes(packed);
  }

  public int size() {
    return packed.length() / LENGTH;
  }

  /** One of them, 0 to 2^48 - 1. */
  public long get(int index) {
    long id = 0;
    for (int i = LENGTH - 1; i >= 0; i--) {
      id = (id << Byte.SIZE) | packed.unsigned(LENGTH * index + i);
    }
    return id;
  }

  @Override
  public String toString() {
    return size() + " short ids";
  }
}
