package cairn.rpc.json;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** A list whose elements are made anew each time that they are looked at. */
final class ViewedList extends AbstractList<Json> implements RandomAccess {
  private final int size;
  private final IntFunction<Json> element;

  ViewedList(int size, IntFunction<Json> element) {
    this.size = size;
    this.element = element;
  }

  @Override
  public Json get(int index) {
    return element.apply(Objects.checkIndex(index, size));
  }

  @Override
  public int size() {
    return size;
  }
}
