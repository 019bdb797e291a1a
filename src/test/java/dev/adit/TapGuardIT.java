package dev.adit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.forensics.Eavesdropper;
import dev.adit.guard.AddressView;
import dev.adit.guard.BanReason;
import dev.adit.guard.Guard;
import dev.adit.sim.PoolAddress;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimMinersSettings;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the guard makes of miners at a real tap, who come from several addresses of this machine.
@Timeout(120)
class TapGuardIT {
  private static final Pattern JOB =
      Pattern.compile("\"mining.notify\",\"params\":\\[\"([^\"]+)\"");

  @TempDir private Path directory;
  private SimPool pool;
  private final Eavesdropper listening = Eavesdropper.attentive();
  private @Nullable Gateway gateway;
  private int port;
  private String admin = "";

  @SuppressWarnings("NullAway.Init") // set before each test
  TapGuardIT() {}

  @BeforeEach
  void openThePool() throws Exception {
    pool = SimPool.start(new SimPoolSettings().difficulty(1e-6));
  }

  @AfterEach
  void close() throws Exception {
    listening.resume();
    if (gateway != null) {
      gateway.stop();
    }
    pool.close();
  }

  private AditConfig config(String guard) throws IOException {
    String text =
        """
        [admin]
        listen = "127.0.0.1:0"
        [[pool]]
        name = "main"
        url = "%s"
        user = "wallet.rig"
        [[listener]]
        name = "farm"
        bind = "127.0.0.1:0"
        mode = "tap"
        pools = ["main"]
        [guard]
        %s
        """
            .formatted(pool.url(), guard);
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    return ((LoadResult.Loaded) ConfigLoader.load(file)).config();
  }

  private Guard open(String guard) throws Exception {
    Gateway opened = new Gateway(config(guard), directory, Rereading.NEVER, listening::make);
    gateway = opened;
    List<String> served = opened.start();
    port = Integer.parseInt(served.getFirst().replaceFirst(".*:", ""));
    admin = served.getLast().replace("admin ", "http://");
    return opened.guard();
  }

  private SimMiners mine() {
    InetSocketAddress door = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return SimMiners.start(
        new SimMinersSettings().pool(PoolAddress.plain(door)).count(1).hashrate(50_000).threads(1));
  }

  private static AddressView view(Guard guard, String address) {
    Optional<AddressView> known = guard.address(InetAddress.ofLiteral(address), System.nanoTime());
    return known.orElseThrow();
  }

  /// A miner whose words this test chooses.
  private final class Miner implements AutoCloseable {
    private final Socket socket = new Socket();
    private final BufferedReader heard;
    private int id = 10;

    Miner(String from) throws IOException {
      socket.setSoTimeout(60_000);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      heard = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    void say(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    /// The next line with that in it; null where the connection has ended.
    @Nullable String hear(String part) throws IOException {
      try {
        String line = heard.readLine();
        while (line != null && !line.contains(part)) {
          line = heard.readLine();
        }
        return line;
      } catch (SocketException reset) {
        return null;
      }
    }

    /// Its first job.
    String begin() throws IOException {
      say("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\"]}");
      say("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"w.rig\",\"x\"]}");
      Matcher job = JOB.matcher(Objects.requireNonNull(hear("\"method\":\"mining.notify\"")));
      assertThat(job.find()).isTrue();
      return job.group(1);
    }

    /// A share that is not good, but by a chance of one in four billion. The answer; null where the
    /// connection has ended.
    @Nullable String submitNonsense(String job) throws IOException {
      id++;
      try {
        say(
            "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[\"w.rig\",\"%s\",\"%s\",\"%08x\",\"%08x\"]}"
                .formatted(id, job, "0000000000000000", System.currentTimeMillis() / 1000, id));
      } catch (SocketException reset) {
        return null;
      }
      return hear("\"id\":" + id);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void knowsAGoodMinerByItsWork() throws Exception {
    open("");
    try (SimMiners miners = mine()) {
      miners.until(now -> now.accepted() >= 5).get(100, TimeUnit.SECONDS);
      HttpRequest ask =
          HttpRequest.newBuilder(URI.create(admin + "/api/v1/addresses/127.0.0.1")).build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        Eventually.holds(
            () -> {
              String body = client.send(ask, BodyHandlers.ofString()).body().replace(" ", "");
              return body.contains("\"ok_logins\":1,") && !body.contains("\"ok_shares\":0,");
            });
      }
      miners.finish(Duration.ofSeconds(20));
    }
  }

  @Test
  void closesAnIdleSocketForANewcomerAndNotTheMinerThatWorks() throws Exception {
    Guard guard = open("max_miners = 2\nnewcomer_grace = \"0s\"");
    try (SimMiners miners = mine()) {
      Eventually.holds(() -> listening.calls().size() == 1);
      try (Miner idle = new Miner("127.0.0.2")) {
        Eventually.holds(() -> view(guard, "127.0.0.1").value() > 0);
        try (Miner newcomer = new Miner("127.0.0.3")) {
          assertThat(idle.hear("anything")).isNull();
          newcomer.begin();
          assertThat(view(guard, "127.0.0.1").workers()).isEqualTo(1);
        }
      }
      miners.finish(Duration.ofSeconds(20));
    }
  }

  @Test
  void bansWhoHandsInNonsense() throws Exception {
    pool.setDifficulty(1);
    Guard guard = open("ban_points = 3");
    try (Miner bad = new Miner("127.0.0.2");
        Miner other = new Miner("127.0.0.3")) {
      other.begin();
      String job = bad.begin();
      String answer = bad.submitNonsense(job);
      assertThat(answer).contains("error\":[23");
      while (answer != null) {
        answer = bad.submitNonsense(job);
      }
      AddressView judged = view(guard, "127.0.0.2");
      assertThat(judged.ban()).isNotNull().matches(ban -> ban.reason() == BanReason.POINTS);
      assertThat(judged.okLogins()).isEqualTo(1);
      assertThat(judged.failedRequests()).isEqualTo(5);
      assertThat(judged.workers()).isZero();
      assertThat(view(guard, "127.0.0.3").workers()).isEqualTo(1);
    }
    try (Miner again = new Miner("127.0.0.2")) {
      assertThat(again.hear("anything")).isNull();
    }
  }

  @Test
  void bansWhoHasHungUpBeforeItIsUnderstood() throws Exception {
    pool.setDifficulty(1);
    Guard guard = open("ban_points = 3");
    try (Miner bad = new Miner("127.0.0.2")) {
      String job = bad.begin();
      listening.pause();
      for (int i = 0; i < 5; i++) {
        assertThat(bad.submitNonsense(job)).isNotNull();
      }
    }
    Eventually.holds(() -> view(guard, "127.0.0.2").workers() == 0);
    assertThat(view(guard, "127.0.0.2").failedRequests()).isZero();
    listening.resume();
    Eventually.holds(() -> view(guard, "127.0.0.2").banned());
  }

  @Test
  void bansNobodyInADryRun() throws Exception {
    pool.setDifficulty(1);
    Guard guard = open("ban_points = 1\ndry_run = true");
    try (Miner bad = new Miner("127.0.0.2")) {
      String job = bad.begin();
      for (int i = 0; i < 5; i++) {
        assertThat(bad.submitNonsense(job)).isNotNull();
      }
      Eventually.holds(() -> view(guard, "127.0.0.2").failedRequests() == 5);
      assertThat(bad.submitNonsense(job)).isNotNull();
      assertThat(guard.counts(System.nanoTime()).would().banned().get(BanReason.POINTS))
          .isEqualTo(1);
    }
  }

  @Test
  void holdsALateShareAgainstNobody() throws Exception {
    pool.setDifficulty(1);
    Guard guard = open("ban_points = 1");
    try (Miner late = new Miner("127.0.0.2")) {
      String job = late.begin();
      pool.newJob(true);
      late.hear("\"method\":\"mining.notify\"");
      for (int i = 0; i < 5; i++) {
        assertThat(late.submitNonsense(job)).contains("error\":[21");
      }
      late.say("nonsense");
      Eventually.holds(() -> view(guard, "127.0.0.2").failedRequests() == 1);
      assertThat(view(guard, "127.0.0.2").banned()).isFalse();
    }
  }

  @Test
  void closesAConnectionOnWhichNothingIsEverSaid() throws Exception {
    Guard guard = open("login_timeout = \"4s\"");
    try (Miner silent = new Miner("127.0.0.2");
        Miner foreign = new Miner("127.0.0.3");
        Miner good = new Miner("127.0.0.4")) {
      good.begin();
      foreign.say("EHLO example.com");
      assertThat(silent.hear("anything")).isNull();
      assertThat(view(guard, "127.0.0.2").failedLogin()).isEqualTo(1);
      assertThat(view(guard, "127.0.0.3").failedLogin()).isZero();
      assertThat(view(guard, "127.0.0.4").workers()).isEqualTo(1);
    }
  }

  @Test
  void closesASilentConnectionForWhichAReloadLeavesNoTimeAnyMore() throws Exception {
    open("");
    try (Miner silent = new Miner("127.0.0.2");
        Miner good = new Miner("127.0.0.3")) {
      good.begin();
      Eventually.holds(() -> listening.calls().size() == 2);
      Gateway running = Objects.requireNonNull(gateway);
      assertThat(running.reload(config("login_timeout = \"1s\"")).applied()).isTrue();
      assertThat(silent.hear("anything")).isNull();
      assertThat(view(running.guard(), "127.0.0.3").workers()).isEqualTo(1);
    }
  }

  @Test
  void missesNoLoginThatTheAnalyserHasYetToHear() throws Exception {
    Guard guard = open("login_timeout = \"4s\"");
    try (Miner miner = new Miner("127.0.0.2");
        Miner silent = new Miner("127.0.0.3")) {
      Eventually.holds(() -> listening.calls().size() == 2);
      listening.pause();
      miner.begin();
      long due = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      Eventually.holds(() -> System.nanoTime() > due);
      listening.resume();
      assertThat(silent.hear("anything")).isNull();
      assertThat(view(guard, "127.0.0.2").okLogins()).isEqualTo(1);
      assertThat(view(guard, "127.0.0.2").failedLogin()).isZero();
      assertThat(view(guard, "127.0.0.2").workers()).isEqualTo(1);
    }
  }
}
