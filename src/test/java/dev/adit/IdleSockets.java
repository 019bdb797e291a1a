package dev.adit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// Connections on which nothing is said, in processes of their own: each end of a connection is an
/// open file, and a process may not have many.
final class IdleSockets implements AutoCloseable {
  private static final int PER_PROCESS = 8_000;

  private final List<Process> processes = new ArrayList<>();

  private IdleSockets() {}

  static IdleSockets dial(int port, String from, int count) throws IOException {
    IdleSockets all = new IdleSockets();
    for (int left = count; left > 0; left -= PER_PROCESS) {
      all.start(port, from, Math.min(left, PER_PROCESS));
    }
    return all;
  }

  private void start(int port, String from, int count) throws IOException {
    processes.add(
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                IdleSockets.class.getName(),
                String.valueOf(port),
                from,
                String.valueOf(count))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  void awaitDialled() throws IOException {
    for (Process process : processes) {
      if (process.getInputStream().read() < 0) {
        throw new IOException("they can't be dialled: may so many files be open?");
      }
    }
  }

  /// Keeps them until nobody is there to end it.
  public static void main(String[] arguments) throws IOException {
    InetSocketAddress door =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    List<SocketChannel> sockets = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      SocketChannel socket = SocketChannel.open();
      sockets.add(socket);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(arguments[1]), 0));
      socket.connect(door);
    }
    System.out.println(sockets.size());
    while (System.in.read() >= 0) {
      // nothing is said here either
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.destroyForcibly().onExit().join();
    }
  }
}
