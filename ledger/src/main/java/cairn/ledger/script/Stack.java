package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.INVALID_STACK_OPERATION;

import cairn.primitives.Bytes;
import cairn.primitives.ScriptNumber;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stack of a script: byte strings, the last one on top. Not thread-safe.
 *
 * <p>Depths count from the top, which is 1. No operation but {@link #require} checks that its
 * operands are there; asking for one that is not is a bug.
 */
final class Stack {
  /** What an operation leaves that answers yes: the number 1. */
  static final Bytes TRUE = Bytes.of(1);

  /** What an operation leaves that answers no: the number 0. */
  static final Bytes FALSE = Bytes.EMPTY;

  private static final int INITIAL_CAPACITY = 8;

  private @Nullable Bytes[] elements;
  private int size;

  Stack() {
    elements = new Bytes[INITIAL_CAPACITY];
  }

  /** A stack with these elements, the last one on top. */
  Stack(List<Bytes> items) {
    elements = items.toArray(new Bytes[Math.max(items.size(), INITIAL_CAPACITY)]);
    size = items.size();
  }

  private Stack(Stack other) {
    elements = other.elements.clone();
    size = other.size;
  }

  Stack copy() {
    return new Stack(this);
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Fails unless there are at least {@code count} elements. */
  void require(int count) throws ScriptFailure {
    if (size < count) {
      throw new ScriptFailure(INVALID_STACK_OPERATION);
    }
  }

  void push(Bytes element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, 2 * size);
    }
    elements[size++] = element;
  }

  void push(boolean value) {
    push(value ? TRUE : FALSE);
  }

  void push(long number) {
    push(ScriptNumber.encode(number));
  }

  Bytes pop() {
    var top = peek(1);
    elements[--size] = null;
    return top;
  }

  /** Removes the {@code count} topmost. */
  void drop(int count) {
    Arrays.fill(elements, size - count, size, null);
    size -= count;
  }

  Bytes peek(int depth) {
    return at(size - depth);
  }

  /** Whether the element is anything but zero. */
  boolean isTrue(int depth) {
    return isTrue(peek(depth));
  }

  /** Takes the element out; those above it move down. */
  Bytes remove(int depth) {
    int index = size - depth;
    var removed = at(index);
    System.arraycopy(elements, index + 1, elements, index, depth - 1);
    elements[--size] = null;
    return removed;
  }

  /** Puts an element below the {@code depth} topmost, which move up. */
  void insert(int depth, Bytes element) {
    push(element);
    int index = size - 1 - depth;
    System.arraycopy(elements, index, elements, index + 1, depth);
    elements[index] = element;
  }

  void swap(int depth, int otherDepth) {
    int index = size - depth;
    int other = size - otherDepth;
    var element = elements[index];
    elements[index] = elements[other];
    elements[other] = element;
  }

  /** Whether any bit is set, but for the sign: negative zero is no more true than zero. */
  static boolean isTrue(Bytes element) {
    int last = element.length() - 1;
    for (int i = 0; i < last; i++) {
      if (element.get(i) != 0) {
        return true;
      }
    }
    return last >= 0 && (element.get(last) & 0x7f) != 0;
  }

  private Bytes at(int index) {
    var element = elements[index];
    if (element == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return element;
  }
}
