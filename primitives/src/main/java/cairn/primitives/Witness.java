package cairn.primitives;

import java.util.ArrayList;
import java.util.List;

/** The witness of one input (BIP 141): a stack of byte strings, the last one on top. */
public record Witness(List<Bytes> items) {
  public static final Witness EMPTY = new Witness(List.of());

  public Witness {
    items = List.copyOf(items);
  }

  public static Witness of(Bytes... items) {
    return items.length == 0 ? EMPTY : new Witness(List.of(items));
  }

  /** Reads the next stack: a count, then as many sized byte strings. */
  public static Witness read(ByteReader in) throws DecodeException {
    int count = in.count(1);
    if (count == 0) {
      return EMPTY;
    }
    var items = new ArrayList<Bytes>(count);
    for (int i = 0; i < count; i++) {
      items.add(in.sizedBytes());
    }
    return new Witness(items);
  }

  void write(ByteWriter out) {
    out.compactSize(items.size());
    for (var item : items) {
      out.sizedBytes(item);
    }
  }

  /** How many bytes it takes in a serialized transaction. */
  public int serializedSize() {
    int size = ByteWriter.compactSizeLength(items.size());
    for (var item : items) {
      size += ByteWriter.compactSizeLength(item.length()) + item.length();
    }
    return size;
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }

  public int size() {
    return items.size();
  }

  public Bytes get(int index) {
    return items.get(index);
  }
}
