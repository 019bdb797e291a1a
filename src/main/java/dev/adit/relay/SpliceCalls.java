package dev.adit.relay;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The few calls of Linux that Java has none for: splice(2) and what it needs. A failure is the
/// negative of its errno.
final class SpliceCalls {
  /// Nothing can be moved now.
  static final int AGAIN = -11;

  private static final int NONBLOCK_MOVE = 2 | 1;
  private static final int O_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int SHUT_WR = 1;
  private static final ValueLayout.OfLong SIZE = JAVA_LONG;

  /// Resolved on first use, and only where Linux is.
  @SuppressWarnings("restricted") // they are called as their manual pages say
  private static final class Handles {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBC = LINKER.defaultLookup();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
        STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final FastThreadLocal<MemorySegment> FAILURE =
        new FastThreadLocal<>() {
          @Override
          protected MemorySegment initialValue() {
            return Arena.ofAuto().allocate(STATE);
          }
        };
    private static final MethodHandle SPLICE =
        call(
            "splice",
            FunctionDescriptor.of(SIZE, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, SIZE, JAVA_INT));
    private static final MethodHandle PIPE =
        call("pipe2", FunctionDescriptor.of(JAVA_INT, ValueLayout.ADDRESS, JAVA_INT));
    private static final MethodHandle FCNTL =
        LINKER.downcallHandle(
            LIBC.findOrThrow("fcntl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SHUTDOWN =
        call("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE =
        call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private static MethodHandle call(String name, FunctionDescriptor shape) {
      return LINKER.downcallHandle(
          LIBC.findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
    }

    static int failure(MemorySegment state) {
      return -(int) ERRNO.get(state, 0L);
    }
  }

  private SpliceCalls() {}

  /// Moves bytes from one descriptor to another, one of which is a pipe, without waiting.
  ///
  /// @return how many; 0 at the end of what comes in; [#AGAIN], or another failure
  static long splice(int from, int to, long most) {
    MemorySegment state = Handles.FAILURE.get();
    try {
      long moved = (long) Handles.SPLICE.invokeExact(state, from, 0L, to, 0L, most, NONBLOCK_MOVE);
      return moved < 0 ? Handles.failure(state) : moved;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Makes a pipe: in the lower half the descriptor to read from, in the upper that to write to.
  static long pipe() throws IOException {
    MemorySegment state = Handles.FAILURE.get();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment both = arena.allocate(JAVA_INT, 2);
      int made = (int) Handles.PIPE.invokeExact(state, both, O_NONBLOCK_CLOEXEC);
      if (made < 0) {
        throw new IOException("no pipe to be had, errno " + -Handles.failure(state));
      }
      long in = both.getAtIndex(JAVA_INT, 1);
      return in << Integer.SIZE | both.getAtIndex(JAVA_INT, 0);
    } catch (IOException none) {
      throw none;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Asks for a pipe of so many bytes, and says how many it has got, or a failure.
  static int resizePipe(int pipe, int bytes) {
    MemorySegment state = Handles.FAILURE.get();
    try {
      int size = (int) Handles.FCNTL.invokeExact(state, pipe, F_SETPIPE_SZ, bytes);
      return size < 0 ? Handles.failure(state) : size;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Says to the other end of a socket that no more will come.
  static void shutdownOutput(int socket) {
    MemorySegment state = Handles.FAILURE.get();
    try {
      int _ = (int) Handles.SHUTDOWN.invokeExact(state, socket, SHUT_WR);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  static void close(int descriptor) {
    MemorySegment state = Handles.FAILURE.get();
    try {
      int _ = (int) Handles.CLOSE.invokeExact(state, descriptor);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }
}
