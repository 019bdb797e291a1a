package dev.adit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adit.guard.Guard;
import dev.adit.relay.RelayView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What tests run in network namespaces: a gateway, a target, a client or miners, each told what to
/// do by lines on its input.
@SuppressWarnings("try") // what interrupts a close ends the test
final class KernelGate {
  private KernelGate() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "gate" -> gate(Path.of(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
      case "echo" -> echo(arguments[1], Integer.parseInt(arguments[2]));
      case "farm" -> farm(Path.of(arguments[1]), arguments[2]);
      case "relay" -> relay(Path.of(arguments[1]));
      case "miners" -> miners(arguments[1], Integer.parseInt(arguments[2]));
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
    try (RelayGate gate = new RelayGate(directory, "udp", "")) {
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

  /// A door for miners on every address; says its port, and on each line how many are in.
  private static void farm(Path directory, String guard) throws Exception {
    try (FrontDoor door = new FrontDoor(directory, "[::]")) {
      Guard keeper = door.open("", guard);
      say(String.valueOf(door.port()));
      BufferedReader input = input();
      while (input.readLine() != null) {
        say(String.valueOf(keeper.counts(System.nanoTime()).open()));
      }
    }
  }

  /// A relay in front of a pool that answers whatever it hears, and on each line of the input says
  /// something to everybody; says its port, and on each line how many flows are open.
  private static void relay(Path directory) throws Exception {
    try (ServerSocket pool = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        RelayGate gate = new RelayGate(directory, "tcp", "0.0.0.0")) {
      gate.open(
          """
          to = "127.0.0.1:%d"
          keepalive = { idle = "5s", interval = "1s", count = 1 }
          user_timeout = "0s"
          """
              .formatted(pool.getLocalPort()));
      say(String.valueOf(gate.port()));
      Socket served = pool.accept();
      FrontDoor.say(served, "{}\n");
      BufferedReader input = input();
      while (input.readLine() != null) {
        say(String.valueOf(gate.view().open()));
        try {
          FrontDoor.say(served, "{}\n");
        } catch (IOException ended) {
          // nobody is there to hear it any more
        }
      }
    }
  }

  /// Each line of the input is an address that one more miner connects from; says whether it was
  /// served.
  private static void miners(String to, int port) throws IOException {
    List<Socket> miners = new ArrayList<>();
    BufferedReader input = input();
    for (String from = input.readLine(); from != null; from = input.readLine()) {
      Socket miner = new Socket();
      miners.add(miner);
      miner.setSoTimeout(60_000);
      miner.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
      miner.connect(new InetSocketAddress(InetAddress.ofLiteral(to), port));
      say(String.valueOf(FrontDoor.isServed(miner)));
    }
    for (Socket miner : miners) {
      miner.close();
    }
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
