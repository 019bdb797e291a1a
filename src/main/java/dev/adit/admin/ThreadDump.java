package dev.adit.admin;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/// What every thread is doing, with locks, as `jcmd` prints it.
final class ThreadDump {
  private ThreadDump() {}

  static String text() {
    try {
      Object text =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "threadPrint",
                  new Object[] {new String[] {"-l"}},
                  new String[] {String[].class.getName()});
      return String.valueOf(text);
    } catch (JMException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
