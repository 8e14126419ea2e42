package cairn.p2p.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Whether reading takes no more memory than what is read warrants. */
final class AllocationBound {
  /** Bytes of objects, garbage included, for each byte read. */
  static final int BYTES_PER_BYTE = 48;

  /** Bytes that may be taken whatever is read: an exception with its stack, a digest. */
  static final int SLACK = 64 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocationBound() {}

  /** Reads something. */
  interface Reader<T extends @Nullable Object, E extends Exception> {
    T read() throws E;
  }

  /**
   * What {@code reader} returns or throws. It is asked for it again and again, since what is loaded
   * and set up at first use is no fault of what is read.
   *
   * @throws AssertionError if it took more memory than {@code length} bytes warrant
   */
  static <T extends @Nullable Object, E extends Exception> T check(int length, Reader<T, E> reader)
      throws E {
    long most = (long) BYTES_PER_BYTE * length + SLACK;
    if (taken(reader) > most) {
      long taken = taken(reader);
      if (taken > most) {
        throw new AssertionError(taken + " bytes of memory to read " + length);
      }
    }
    return reader.read();
  }

  private static long taken(Reader<?, ?> reader) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reader.read();
    } catch (Exception _) {
      // this, too, has its price
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
