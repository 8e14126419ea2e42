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
 * Memory outside the Java heap, of which only that part is taken that has been written to.
 *
 * <p>{@link Arena#allocate} writes zeros over all it gives, and so takes it all at once; a large
 * piece from C's {@code calloc} is zero without that. On Linux large pieces are asked for in pages
 * of 2 MiB instead of 4 KiB: a table that is read at random otherwise spends much of its time on
 * finding out where its pages are.
 */
final class NativeMemory {
  private static final long HUGE_PAGE = 2 << 20;

  /** Linux's {@code MADV_HUGEPAGE}. */
  private static final int PREFER_HUGE_PAGES = 14;

  private static final boolean LINUX =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");

  private static final MethodHandle CALLOC =
      function("calloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));

  private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(ADDRESS));

  private NativeMemory() {}

  /**
   * Gives memory that is all zeros.
   *
   * @param arena frees it when it is closed
   * @throws OutOfMemoryError if the system has none to give
   */
  @SuppressWarnings("restricted") // the size is the one that calloc was asked for
  static MemorySegment reserve(long bytes, Arena arena) {
    boolean huge = LINUX && bytes >= HUGE_PAGE;
    long padded = huge ? bytes + HUGE_PAGE : bytes;
    try {
      var raw = (MemorySegment) CALLOC.invokeExact(1L, padded);
      if (raw.address() == 0) {
        throw new OutOfMemoryError("no room for " + padded + " bytes outside the Java heap");
      }
      var all = raw.reinterpret(padded, arena, NativeMemory::free);
      if (!huge) {
        return all;
      }
      var aligned = all.asSlice(-raw.address() & (HUGE_PAGE - 1), bytes);
      HugePages.prefer(aligned);
      return aligned;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("C throws nothing", e);
    }
  }

  private static void free(MemorySegment memory) {
    try {
      FREE.invokeExact(memory);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("C throws nothing", e);
    }
  }

  @SuppressWarnings("restricted") // the signatures are those of the C standard and of Linux
  private static MethodHandle function(String name, FunctionDescriptor signature) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
  }

  /** A class of its own, as only Linux has the function. */
  private static final class HugePages {
    private static final MethodHandle MADVISE =
        function("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    /** A wish, which the system may not grant; nothing depends on it but speed. */
    static void prefer(MemorySegment memory) throws Throwable {
      int _ = (int) MADVISE.invokeExact(memory, memory.byteSize(), PREFER_HUGE_PAGES);
    }
  }
}
