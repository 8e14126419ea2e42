package cairn.ledger.coins;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * Memory outside the Java heap. Of a large piece only that part is taken that has been written to.
 *
 * <p>{@link Arena#allocate} writes zeros over all it gives, and so takes it all at once. What C's
 * {@code calloc} gives is zero without that, if it is large. On Linux such pieces are asked for in
 * pages of 2 MiB instead of 4 KiB: memory that is read at random otherwise spends much of its time
 * on finding out where its pages are.
 */
final class NativeMemory {
  /** Below it, Java's own way does, which a program that starts often can call sooner. */
  private static final long LARGE = 2 << 20;

  private NativeMemory() {}

  /**
   * Gives memory that is all zeros.
   *
   * @param arena frees it when it is closed
   * @throws OutOfMemoryError if the system has none to give
   */
  static MemorySegment allocate(long bytes, Arena arena) {
    return bytes < LARGE ? arena.allocate(bytes, Long.BYTES) : C.allocate(bytes, arena);
  }

  /** Functions of the C library. */
  @SuppressWarnings("restricted") // they are called as C and Linux declare them
  private static final class C {
    private static final boolean LINUX =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");

    private static final long HUGE_PAGE = 2 << 20;

    /** Linux's {@code MADV_HUGEPAGE}. */
    private static final int PREFER_HUGE_PAGES = 14;

    private static final MethodHandle CALLOC =
        function("calloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));

    private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(ADDRESS));

    static MemorySegment allocate(long bytes, Arena arena) {
      long padded = bytes + HUGE_PAGE;
      try {
        var raw = (MemorySegment) CALLOC.invokeExact(1L, padded);
        if (raw.address() == 0) {
          throw new OutOfMemoryError("no room for " + padded + " bytes outside the Java heap");
        }
        var aligned =
            raw.reinterpret(padded, arena, C::free)
                .asSlice(-raw.address() & (HUGE_PAGE - 1), bytes);
        if (LINUX) {
          preferHugePages(aligned);
        }
        return aligned;
      } catch (Throwable e) {
        throw thrown(e);
      }
    }

    /** A wish, which the system may not grant; nothing depends on it but speed. */
    private static void preferHugePages(MemorySegment memory) throws Throwable {
      var madvise =
          function("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
      int _ = (int) madvise.invokeExact(memory, memory.byteSize(), PREFER_HUGE_PAGES);
    }

    private static void free(MemorySegment memory) {
      try {
        FREE.invokeExact(memory);
      } catch (Throwable e) {
        throw thrown(e);
      }
    }

    private static MethodHandle function(String name, FunctionDescriptor signature) {
      var linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
    }

    private static Error thrown(Throwable e) {
      switch (e) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        default -> throw new AssertionError("C throws nothing", e);
      }
    }
  }
}
