package dev.adit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adit.relay.RelayView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Objects;

/// What [KernelRelayIT] runs in network namespaces: a gateway, a target or a client, each told what
/// to do by lines on its input.
@SuppressWarnings("try") // what interrupts a close ends the test
final class KernelGate {
  private KernelGate() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "gate" -> gate(Path.of(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
      case "echo" -> echo(arguments[1], Integer.parseInt(arguments[2]));
      default -> client(arguments[1], arguments[2], Integer.parseInt(arguments[3]));
    }
  }

  private static BufferedReader input() {
    return new BufferedReader(new InputStreamReader(System.in, UTF_8));
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static void gate(Path directory, int port, String to) throws Exception {
    try (RelayGate gate = new RelayGate(directory, "udp", "0.0.0.0")) {
      gate.open(port, lines(to));
      say("open");
      BufferedReader input = input();
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (line.startsWith("to ")) {
          gate.reload(port, lines(line.substring(3)));
          say("told");
        } else {
          RelayView view = gate.view();
          say(view.sent() + " " + view.received());
        }
      }
    } catch (IOException refused) {
      say(String.valueOf(refused.getMessage()));
    }
    say("closed");
  }

  private static String lines(String to) {
    return "to = \"%s\"\nvia = \"kernel\"\n".formatted(to);
  }

  private static void echo(String address, int port) throws Exception {
    try (UdpEcho echo = new UdpEcho(InetAddress.getByName(address), port)) {
      say("open");
      BufferedReader input = input();
      while (input.readLine() != null) {
        say(echo.heard() + " " + echo.clients());
      }
    }
  }

  /// Each line of the input is a datagram, and each answer a line of the output.
  private static void client(String from, String to, int port) throws Exception {
    try (UdpClient client = new UdpClient(from, to, port)) {
      say("open");
      BufferedReader input = input();
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        client.send(line);
        byte[] answer = client.receive(1_500);
        say(
            answer == null
                ? "nothing"
                : new String(answer, UTF_8)
                    + " from "
                    + Objects.requireNonNull(client.answeredFrom()).getAddress().getHostAddress());
      }
    }
  }
}
