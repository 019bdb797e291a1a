package dev.adit.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Measures any TCP relay: bulk, the round trip of a small message, connections a second.
public final class RelayBench {
  private static final int DIALLERS = 8;
  private static final int MESSAGE_BYTES = 64;

  private final RelayBenchSettings settings;

  public RelayBench(RelayBenchSettings settings) {
    this.settings = settings;
  }

  /// All of it, without the relay first where that is asked for.
  ///
  /// @throws IOException where the backend's address can't be had, or there is no such process
  public List<BenchRow> run() throws IOException {
    List<BenchRow> rows = new ArrayList<>();
    try (RelayBackend backend = RelayBackend.start(settings.backendListen)) {
      if (settings.direct) {
        rows.addAll(new Path("direct", backend.address(), 0).measure());
      }
      rows.addAll(new Path(named(settings.target), settings.target, settings.pid).measure());
    } catch (UncheckedIOException broken) {
      throw new IOException(
          ("%s does not carry what it is given: does it lead to %s, and end one direction alone"
                  + " (nginx: proxy_half_close on)? (%s)")
              .formatted(
                  named(settings.target), named(settings.backendListen), broken.getMessage()),
          broken);
    }
    return rows;
  }

  private static String named(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /// A load that goes on until it is told to end, and says how much of it there was.
  private interface Load {
    void run(long endNanos, LongAdder done) throws IOException;
  }

  private record Measured(double amount, double seconds, double cpuSeconds) {}

  /// What is measured: the relay, or nothing in between.
  private final class Path {
    private final String name;
    private final InetSocketAddress to;

    /// 0: nobody's processor time is looked at.
    private final long pid;

    Path(String name, InetSocketAddress to, long pid) {
      this.name = name;
      this.to = to;
      this.pid = pid;
    }

    List<BenchRow> measure() throws IOException {
      List<BenchRow> rows = new ArrayList<>();
      for (int streams : settings.streams) {
        Measured bulk = measured(streams, this::send);
        double gigabytes = bulk.amount() / 1e9;
        BenchRow row =
            BenchRow.of(name + ", " + streams + " streams")
                .with("mb_per_s", Math.round(1e3 * gigabytes / bulk.seconds()));
        rows.add(pid == 0 ? row : row.with("cpu_ms_per_gb", 1e3 * bulk.cpuSeconds() / gigabytes));
      }
      rows.add(roundTrips());
      Measured connects = measured(DIALLERS, this::connect);
      BenchRow row =
          BenchRow.of(name + ", connects")
              .with("per_s", Math.round(connects.amount() / connects.seconds()));
      rows.add(
          pid == 0
              ? row
              : row.with("cpu_us_each", 1e6 * connects.cpuSeconds() / connects.amount()));
      return rows;
    }

    private Measured measured(int threads, Load load) throws IOException {
      together(threads, load, settings.warmUp.toNanos());
      double before = cpuSeconds();
      long began = System.nanoTime();
      long amount = together(threads, load, settings.time.toNanos());
      double seconds = (System.nanoTime() - began) / 1e9;
      return new Measured(amount, seconds, cpuSeconds() - before);
    }

    private double cpuSeconds() throws IOException {
      return pid == 0 ? 0 : ProcessUsage.of(pid).cpuSeconds();
    }

    private long together(int threads, Load load, long nanos) {
      LongAdder done = new LongAdder();
      long end = System.nanoTime() + nanos;
      Supplier<Void> one =
          () -> {
            try {
              load.run(end, done);
              return null;
            } catch (IOException broken) {
              throw new UncheckedIOException(broken.getMessage(), broken);
            }
          };
      List<CompletableFuture<Void>> all =
          IntStream.range(0, threads)
              .mapToObj(
                  _ ->
                      CompletableFuture.supplyAsync(
                          one, job -> Thread.ofPlatform().daemon().start(job)))
              .toList();
      try {
        all.forEach(CompletableFuture::join);
      } catch (CompletionException failed) {
        throw failed.getCause() instanceof UncheckedIOException broken ? broken : failed;
      }
      return done.sum();
    }

    private SocketChannel open(byte mode) throws IOException {
      SocketChannel channel = SocketChannel.open(to);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.write(ByteBuffer.wrap(new byte[] {mode}));
      return channel;
    }

    /// Counts what has arrived: the backend answers when it has swallowed all.
    private void send(long endNanos, LongAdder done) throws IOException {
      try (SocketChannel channel = open(RelayBackend.SWALLOW)) {
        ByteBuffer piece = ByteBuffer.allocateDirect(RelayBackend.PIECE_BYTES);
        long sent = 0;
        while (System.nanoTime() < endNanos) {
          piece.clear();
          while (piece.hasRemaining()) {
            sent += channel.write(piece);
          }
        }
        channel.shutdownOutput();
        readFully(channel, ByteBuffer.allocate(1));
        done.add(sent);
      }
    }

    private void connect(long endNanos, LongAdder done) throws IOException {
      ByteBuffer message = ByteBuffer.allocate(1);
      while (System.nanoTime() < endNanos) {
        try (SocketChannel channel = open(RelayBackend.ECHO)) {
          message.clear();
          channel.write(message);
          message.clear();
          readFully(channel, message);
          // No port stays taken for a minute.
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        done.increment();
      }
    }

    private BenchRow roundTrips() throws IOException {
      pingPong(settings.warmUp.toNanos());
      long[] nanos = pingPong(settings.time.toNanos());
      Arrays.sort(nanos);
      return BenchRow.of(name + ", round trip")
          .with("p50_us", nanos[nanos.length / 2] / 1e3)
          .with("p90_us", nanos[(int) (nanos.length * 0.9)] / 1e3)
          .with("p99_us", nanos[(int) (nanos.length * 0.99)] / 1e3);
    }

    private long[] pingPong(long nanos) throws IOException {
      long[] each = new long[1 << 22];
      int count = 0;
      try (SocketChannel channel = open(RelayBackend.ECHO)) {
        ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
        long end = System.nanoTime() + nanos;
        long now = System.nanoTime();
        while (now < end && count < each.length) {
          message.clear();
          channel.write(message);
          message.clear();
          readFully(channel, message);
          long then = System.nanoTime();
          each[count++] = then - now;
          now = then;
        }
      }
      return Arrays.copyOf(each, count);
    }
  }

  private static void readFully(SocketChannel channel, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new IOException("the connection ended");
      }
    }
  }
}
