package dev.adit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/// What the system's signals do. Java has no public way to hear them, and the compiler warns of
/// `sun.misc.Signal`, so it is called by name.
final class Signals {
  private Signals() {}

  /// From now on `action` runs, on a thread of its own, when the signal comes ("TERM", "INT",
  /// "HUP"). Where the platform has no such signal, nothing changes.
  static void on(String signal, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (_, method, _) ->
              switch (method.getName()) {
                case "handle" -> {
                  action.run();
                  yield null;
                }
                case "hashCode" -> signal.hashCode();
                case "equals" -> false;
                default -> "handler of " + signal;
              };
      Object listening =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call);
      type.getMethod("handle", type, handler)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), listening);
    } catch (ReflectiveOperationException notHere) {
      return;
    }
  }
}
