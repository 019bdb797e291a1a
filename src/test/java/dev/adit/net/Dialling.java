package dev.adit.net;

import dev.adit.aggregate.PoolLink;
import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.PoolTransport;
import dev.adit.aggregate.WorkerNaming;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Algorithm;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// The real dialler over real sockets, with names of the test's own making.
final class Dialling implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  private final EventLoops loops = new EventLoops(1);
  private final PoolTransport transport;
  private final Map<String, List<String>> names;
  private final SocketDialler dialler;

  /// Every name that was looked up.
  final List<String> lookedUp = new CopyOnWriteArrayList<>();

  /// @param names the addresses of each; others are unknown
  Dialling(PoolTransport transport, Map<String, List<String>> names) {
    this.transport = transport;
    this.names = names;
    this.dialler = new SocketDialler(loops, this::lookUp);
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    lookedUp.add(host);
    List<String> literals = names.get(host);
    if (literals == null) {
      throw new UnknownHostException(host);
    }
    InetAddress[] addresses = new InetAddress[literals.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = InetAddress.getByName(literals.get(i));
    }
    return addresses;
  }

  /// Dials once; "connected", or why not.
  String outcome(String host, int port) throws Exception {
    Loop loop = loops.nextLoop();
    CompletableFuture<String> outcome = new CompletableFuture<>();
    PoolSettings pool =
        new PoolSettings(
            "main",
            host,
            port,
            "wallet.rig",
            "x",
            WorkerNaming.SINGLE,
            false,
            Algorithm.SHA256D,
            SECOND,
            SECOND,
            0,
            60 * SECOND,
            transport);
    loop.eventLoop().execute(() -> dialler.dial(pool, 0, loop, new Outcome(outcome)));
    return outcome.get(60, TimeUnit.SECONDS);
  }

  private record Outcome(CompletableFuture<String> outcome) implements PoolSide {
    @Override
    public LaneName lane() {
      return new LaneName("farm", 0);
    }

    @Override
    public void onPoolConnected(PoolLink link) {
      outcome.complete("connected");
      link.close();
    }

    @Override
    public void onPoolMessage(PoolMessage message) {}

    @Override
    public void onPoolLost(String why) {
      outcome.complete(why);
    }
  }

  @Override
  public void close() {
    dialler.close();
    loops.close();
  }
}
