package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.sim.PoolAddress;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimMinersSettings;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard of a real gateway, read in a real browser.
@Timeout(180)
class DashboardIT {
  @TempDir private Path directory;
  private @Nullable Browser browser;
  private @Nullable SimPool pool;
  private @Nullable Gateway gateway;
  private @Nullable SimMiners miners;
  private String admin = "127.0.0.1:0";

  @BeforeEach
  void needsABrowser() throws Exception {
    assumeTrue(Browser.isThere(), "needs chromium");
    browser = new Browser(directory);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable open : new AutoCloseable[] {browser, miners, pool}) {
      if (open != null) {
        open.close();
      }
    }
    stop();
  }

  private void stop() throws Exception {
    if (gateway != null) {
      gateway.stop();
      gateway = null;
    }
  }

  private Browser browser() {
    return Objects.requireNonNull(browser);
  }

  private AditConfig config(String mode) throws Exception {
    String text =
        """
        [admin]
        listen = "%s"
        [[pool]]
        name = "solo-pool"
        url = "%s"
        user = "wallet.rig"
        [[listener]]
        name = "farm"
        bind = "127.0.0.1:0"
        mode = "%s"
        pools = ["solo-pool"]
        """
            .formatted(admin, Objects.requireNonNull(pool).url(), mode);
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    return ((LoadResult.Loaded) ConfigLoader.load(file)).config();
  }

  private static SimPool poolOfManyBlocks() throws Exception {
    return SimPool.start(new SimPoolSettings().difficulty(1e-6).nbits(0x1f00ffff));
  }

  /// Serves, shows itself, and lets a miner of that name mine.
  private void serve(String mode, String worker) throws Exception {
    pool = poolOfManyBlocks();
    int door = open(mode);
    browser().visit("http://" + admin + "/");
    mine(door, worker);
  }

  private void mine(int door, String worker) {
    miners =
        SimMiners.start(
            new SimMinersSettings()
                .pool(
                    PoolAddress.plain(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), door)))
                .hashrate(50_000)
                .threads(1)
                .user(worker));
  }

  private int open(String mode) throws Exception {
    Gateway opened = new Gateway(config(mode), directory, Rereading.NEVER);
    gateway = opened;
    List<String> served = opened.start();
    admin = served.getLast().replace("admin ", "");
    return Integer.parseInt(served.getFirst().replaceFirst(".*:", ""));
  }

  @Test
  void showsWhoMinesWhereAndRunsNothingOfWhatMinersCallThemselves() throws Exception {
    String worker = "wallet.<img src=x onerror=document.body.remove()>";
    serve("proxy", worker);
    String text = browser().textWith("Strongest workers", worker, "solo-pool", "serving", "H/s");
    assertThat(text).contains("Pools", "Listeners", "Lanes").doesNotContain("Relays", "Forensics");
    assertThat(browser().value("document.images.length")).isEqualTo("0");
  }

  @Test
  void celebratesABlockOfATapAndLetsNoNameTurnTextAround() throws Exception {
    serve("tap", "wallet.\u202erig1");
    browser()
        .textWith(
            "Block found!", "by wallet.?rig1 for pool solo-pool", "Blocks found", "Messages/s");
    browser().textWith("block_found: block", "Miners, as heard", "Relays");
    assertThat(browser().text()).doesNotContain("Strongest workers", "Lanes");
  }

  @Test
  void celebratesOnAScreenWhoseClockIsWrong() throws Exception {
    pool = poolOfManyBlocks();
    int door = open("proxy");
    browser().visit("http://" + admin + "/");
    browser().textWith("serving");
    browser().value("Date.now = () => 4e12");
    mine(door, "wallet.rig1");
    browser().textWith("Block found!", "s ago");
  }

  @Test
  void ratesAListenerThatAReloadHasAddedFromItsSecondLook() throws Exception {
    pool = poolOfManyBlocks();
    open("proxy");
    browser().visit("http://" + admin + "/");
    browser().textWith("serving");
    browser()
        .value(
            """
            import('/dashboard/rates.js').then(({ Rates }) => {
              const rates = new Rates();
              const look = (seconds, listeners) => rates.add({
                status: { uptime_seconds: seconds, listeners }, relays: [], millis: 1000 * seconds });
              look(0, []);
              look(2, [{ name: 'new', shares: { received: 0 } }]);
              look(4, [{ name: 'new', shares: { received: 5 } }]);
              document.body.append('rate: ' + rates.sharesPerMinute('new'));
            })
            """);
    browser().textWith("rate: 150");
  }

  @Test
  void forgetsTheAlertsOfAnEarlierRunHoweverLongThisOneIsUp() throws Exception {
    serve("tap", "wallet.rig1");
    browser().textWith("block_found: block");
    Objects.requireNonNull(miners).close();
    miners = null;
    stop();
    browser().textWith("Adit does not answer");
    browser()
        .value(
            """
            (json => Response.prototype.json = async function () {
              const said = await json.call(this);
              if (said.uptime_seconds >= 0) said.uptime_seconds += 1000;
              return said;
            })(Response.prototype.json)
            """);
    open("tap");
    browser().textWith("up 16 min");
    assertThat(browser().text()).doesNotContain("block_found");
  }

  @Test
  void saysSoWhereAditIsGoneAndComesBackWithIt() throws Exception {
    serve("proxy", "wallet.rig1");
    browser().textWith("serving");
    stop();
    browser().textWith("Adit does not answer", "No figures since", "goes on trying");
    open("proxy");
    Eventually.holds(() -> !browser().text().contains("No figures since"));
    browser().textWith("serving");
  }
}
