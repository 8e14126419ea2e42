package cairn.primitives.crypto;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A C function that returns 1 if it succeeds and 0 if it fails. There is a {@code call} for each
 * list of parameters that occurs; pointers may be to Java's arrays.
 *
 * <p>It runs without a change of the thread's state and without a copy ({@link
 * Linker.Option#critical}), so it must be short. A record in a static field, so that the compiler
 * treats the handle as a constant and makes the call directly.
 */
@SuppressWarnings("restricted") // to call native code is what this class is for
record NativeFunction(MethodHandle handle) {

  /** The function at {@code address}, with parameters that have these layouts. */
  static NativeFunction of(MemorySegment address, MemoryLayout... parameters) {
    return new NativeFunction(
        Linker.nativeLinker()
            .downcallHandle(
                address,
                FunctionDescriptor.of(JAVA_INT, parameters),
                Linker.Option.critical(true)));
  }

  boolean call(MemorySegment a, MemorySegment b) {
    try {
      return (int) handle.invokeExact(a, b) != 0;
    } catch (Throwable e) {
      throw cannotHappen(e);
    }
  }

  boolean call(MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      return (int) handle.invokeExact(a, b, c) != 0;
    } catch (Throwable e) {
      throw cannotHappen(e);
    }
  }

  boolean call(MemorySegment a, MemorySegment b, MemorySegment c, int d) {
    try {
      return (int) handle.invokeExact(a, b, c, d) != 0;
    } catch (Throwable e) {
      throw cannotHappen(e);
    }
  }

  boolean call(MemorySegment a, MemorySegment b, MemorySegment c, long d) {
    try {
      return (int) handle.invokeExact(a, b, c, d) != 0;
    } catch (Throwable e) {
      throw cannotHappen(e);
    }
  }

  boolean call(MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d) {
    try {
      return (int) handle.invokeExact(a, b, c, d) != 0;
    } catch (Throwable e) {
      throw cannotHappen(e);
    }
  }

  boolean call(MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d, int e) {
    try {
      return (int) handle.invokeExact(a, b, c, d, e) != 0;
    } catch (Throwable t) {
      throw cannotHappen(t);
    }
  }

  boolean call(MemorySegment a, MemorySegment b, int c, MemorySegment d, MemorySegment e) {
    try {
      return (int) handle.invokeExact(a, b, c, d, e) != 0;
    } catch (Throwable t) {
      throw cannotHappen(t);
    }
  }

  boolean call(MemorySegment a, MemorySegment b, MemorySegment c, long d, MemorySegment e) {
    try {
      return (int) handle.invokeExact(a, b, c, d, e) != 0;
    } catch (Throwable t) {
      throw cannotHappen(t);
    }
  }

  boolean call(
      MemorySegment a, MemorySegment b, MemorySegment c, long d, MemorySegment e, MemorySegment f) {
    try {
      return (int) handle.invokeExact(a, b, c, d, e, f) != 0;
    } catch (Throwable t) {
      throw cannotHappen(t);
    }
  }

  boolean call(
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      MemorySegment d,
      MemorySegment e,
      MemorySegment f) {
    try {
      return (int) handle.invokeExact(a, b, c, d, e, f) != 0;
    } catch (Throwable t) {
      throw cannotHappen(t);
    }
  }

  boolean call(
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      MemorySegment d,
      MemorySegment e,
      int f,
      MemorySegment g,
      MemorySegment h) {
    try {
      return (int) handle.invokeExact(a, b, c, d, e, f, g, h) != 0;
    } catch (Throwable t) {
      throw cannotHappen(t);
    }
  }

  private static AssertionError cannotHappen(Throwable e) {
    return new AssertionError("C throws nothing", e);
  }
}
