package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.work.Algorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A day at three honest pools, with all that is ordinary: they hear of blocks one after the other,
/// begin with an empty one, lose a race now and then, refuse one share in sixty, leave one in a
/// thousand unanswered; difficulties follow the miners, connections break or hang.
class HonestPoolsTest {
  private static final String ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
  private static final String OURS = "0014751e76e8199196d454941c45d1b3a323f1433bd6";
  private static final int DAY_SECONDS = 86_400;

  private final AlertBook book = new AlertBook();
  private final Talk start =
      Talk.with(
          new AcceptedBelowTarget(book),
          new RejectedAboveTarget(book),
          new DifficultyNotAsSaid(book),
          new OddRefusals(book),
          new BestSharesMissing(book),
          new BestSharesRefused(book),
          new BlocksFound(book, 0.01, _ -> {}),
          new SharesUnanswered(book),
          new BlockUnanswered(book),
          new BlockRefused(book),
          new RefusedThoughCurrent(book),
          new AnsweredTwice(book),
          new NewBlocks(book),
          new EmptyBlockJobs(book),
          new ForeignReconnect(book),
          new OtherChain(book),
          new CertificateChanged(book),
          new PayoutChanges(book),
          new PayoutElsewhere(book, ADDRESS),
          new TagChanges(book));
  private Random random = new Random(0);
  private final List<String> chain = new ArrayList<>(List.of("00"));
  private long foundMillis;
  private long millis;
  private int numbers;

  /// One pool with one miner.
  private final class Site {
    final String name;
    Talk talk;
    double difficulty;
    int tip;
    boolean empty;
    long hearsMillis;
    long nextJob;
    long nextShare;
    long nextBreak;

    Site(String name) {
      this.name = name;
      this.talk = connect();
    }

    Talk connect() {
      numbers++;
      String miner = "192.0.2." + name.length() + ":" + numbers;
      Call call =
          new Call(
              Call.Kind.MINER, "tap", miner, name, name + ".example", 1, Algorithm.SHA256D, name);
      talk = start.beside(call).subscribed(Talk.EXTRANONCE1, 8).authorized("w." + name);
      set(Talk.EASY);
      tip = chain.size() - 1;
      job(true);
      nextBreak = later(4 * 3_600_000.0);
      return talk;
    }

    void set(double next) {
      difficulty = next;
      talk.difficulty(next);
    }

    void job(boolean clean) {
      numbers++;
      JobText text = new JobText("j" + numbers).on(chain.get(tip)).height(900_000 + tip);
      text.nbits(tip < 70 ? 0x1703ffff : 0x1703a000).tag("/" + name + " pool #" + numbers + "/");
      if (!clean) {
        text.notClean();
      }
      if (empty) {
        text.empty();
      }
      talk.job(text.pays(306_000_000 + random.nextInt(1_000), OURS).at(talk.now()));
      nextJob = millis + (empty ? 2_000 : 30_000);
      empty = false;
    }

    void step() {
      if (tip < chain.size() - 1 && millis >= hearsMillis) {
        tip = chain.size() - 1;
        empty = random.nextInt(3) == 0;
        job(true);
      } else if (millis >= nextJob) {
        if (random.nextInt(40) == 0) {
          set(Talk.EASY * (1 + random.nextInt(2)));
        }
        job(random.nextInt(20) == 0);
      }
      if (millis >= nextShare) {
        share();
        nextShare = later(20_000);
      }
      if (millis >= nextBreak) {
        if (random.nextBoolean()) {
          talk.end();
        }
        connect();
      }
    }

    void share() {
      double asked = difficulty;
      boolean late = tip < chain.size() - 1 && millis - foundMillis > 300;
      talk.share(it -> it.difficulty() >= asked);
      if (random.nextInt(1_000) == 0) {
        return;
      }
      if (late || random.nextInt(60) == 0) {
        talk.no(21, "Stale share");
      } else if (random.nextInt(2_000) == 0) {
        talk.no(20, "ntime out of range");
      } else {
        talk.yes();
      }
    }
  }

  private long later(double meanMillis) {
    return millis + Math.round(-Math.log(1 - random.nextDouble()) * meanMillis);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nothingAboveLowIsFound(int seed) {
    random = new Random(seed);
    List<Site> sites = List.of(new Site("one"), new Site("second"), new Site("thirdly"));
    long nextBlock = later(600_000);
    while (millis < DAY_SECONDS * 1_000L) {
      millis += 1_000;
      start.after(Duration.ofSeconds(1));
      if (millis >= nextBlock && chain.size() < 250) {
        chain.add("%02x".formatted(chain.size()));
        foundMillis = millis;
        sites.forEach(site -> site.hearsMillis = millis + random.nextInt(6_000));
        nextBlock = later(600_000);
      }
      sites.forEach(Site::step);
    }
    assertThat(book.counts().keySet().stream().filter(HonestPoolsTest::isBad).toList())
        .as("seed %d: %s", seed, book.alerts())
        .isEmpty();
    // The day was not empty.
    assertThat(book.counts()).containsKey(Suspicion.REJECTED);
    assertThat(start.seen(Observation.ShareAnswered.class).size()).isGreaterThan(10_000);
  }

  private static boolean isBad(Suspicion found) {
    return found.severity().compareTo(Severity.LOW) > 0;
  }
}
