package dev.adit.forensics;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// How gladly a thread lets others go first (setpriority(2), which on Linux is per thread). Java's
/// own priorities mean nothing there without a flag that only root may use.
final class Niceness {
  /// A tenth of what others get where all want the processor.
  static final int PATIENT = 10;

  private static final int THIS_THREAD = 0;
  private static final int PRIO_PROCESS = 0;

  private Niceness() {}

  /// Sets it for the thread that calls.
  ///
  /// @return whether it could be set: not where the system is no Linux
  @SuppressWarnings("restricted") // called as its manual page says
  static boolean of(int nice) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    try {
      Linker linker = Linker.nativeLinker();
      SymbolLookup libc = linker.defaultLookup();
      MethodHandle call =
          linker.downcallHandle(
              libc.findOrThrow("setpriority"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
      return (int) call.invokeExact(PRIO_PROCESS, THIS_THREAD, nice) == 0;
    } catch (Throwable unavailable) { // as invokeExact is declared
      return false;
    }
  }
}
