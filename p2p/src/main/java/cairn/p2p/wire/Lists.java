package cairn.p2p.wire;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import cairn.primitives.Hash256;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Lists in messages: a count, then as many elements. */
final class Lists {
  private Lists() {}

  /** Reads an element. */
  interface Reader<T> {
    T read(ByteReader in) throws DecodeException;
  }

  /**
   * Reads a count and the elements.
   *
   * @param elementSize how many bytes an element has at least: no more room is made than the input
   *     can fill
   */
  static <T> List<T> read(ByteReader in, int elementSize, Reader<T> element)
      throws DecodeException {
    return elements(in, in.count(elementSize), element);
  }

  /** Reads {@code count} elements; the caller knows that the input may have so many. */
  static <T> List<T> elements(ByteReader in, int count, Reader<T> element) throws DecodeException {
    var list = new ArrayList<T>(count);
    for (int i = 0; i < count; i++) {
      list.add(element.read(in));
    }
    return list;
  }

  static <T> void write(ByteWriter out, List<T> list, BiConsumer<T, ByteWriter> element) {
    out.compactSize(list.size());
    for (var each : list) {
      element.accept(each, out);
    }
  }

  static void writeHashes(ByteWriter out, List<? extends Hash256> hashes) {
    out.compactSize(hashes.size());
    for (var hash : hashes) {
      out.hash(hash);
    }
  }
}
