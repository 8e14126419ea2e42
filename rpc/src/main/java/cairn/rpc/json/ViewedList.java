package cairn.rpc.json;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** A list whose elements are made anew each time that they are looked at. */
final class ViewedList<T> extends AbstractList<T> implements RandomAccess {
  private final int size;
  private final IntFunction<T> element;

  ViewedList(int size, IntFunction<T> element) {
    this.size = size;
    this.element = element;
  }

  @Override
  public T get(int index) {
    return element.apply(Objects.checkIndex(index, size));
  }

  @Override
  public int size() {
    return size;
  }
}
