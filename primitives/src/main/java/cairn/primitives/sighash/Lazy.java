package cairn.primitives.sighash;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed once, when it is first asked for. Thread-safe. */
final class Lazy<T> {
  private final Supplier<T> supplier;
  private volatile @Nullable T value;

  Lazy(Supplier<T> supplier) {
    this.supplier = supplier;
  }

  T get() {
    var known = value;
    return known == null ? compute() : known;
  }

  private synchronized T compute() {
    var known = value;
    if (known == null) {
      known = supplier.get();
      value = known;
    }
    return known;
  }
}
