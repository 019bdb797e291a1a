package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import dev.adit.work.Vardiff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of random steps of miners and a pool that misbehaves; the invariants of DESIGN.md are
/// checked on what crossed the wires, at every step. The seed is the test's name.
class LaneWalkTest {
  private static final Pattern ID = Pattern.compile("^\\{\"id\":(\"s\\d+\").*");
  private static final Pattern DIFFICULTY =
      Pattern.compile(".*set_difficulty\",\"params\":\\[(.*)]}");
  private static final double[] DIFFICULTIES = {ANYTHING, ANYTHING, 1e-9, 2e-9, 1e-3, 1.5};
  private static final String[] EXTRANONCES = {"aabbccdd", "aabbccdd", "11223344"};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void nothingIsLostDoubledOrMixedUp(long seed) {
    new Walk(seed).run(3_000);
  }

  private static final class Walk {
    final Random random;
    final LaneWorld world;
    final List<MinerEnd> miners = new ArrayList<>();
    final Map<String, Integer> answers = new HashMap<>();
    final Map<MinerEnd, String> extranonces = new HashMap<>();

    /// How often the pool's extranonce had changed when the miner was given its own: one of the
    /// past is worth nothing, until the miner is closed in its turn.
    final Map<MinerEnd, Integer> givenAt = new HashMap<>();

    String poolExtranonce = "";
    int changes;
    final Map<MinerEnd, Double> told = new HashMap<>();
    final Set<String> poolJobs = new HashSet<>();
    final List<String> unanswered = new ArrayList<>();
    PoolEnd pool;
    double poolDifficulty;
    double jobDifficulty;
    int submitted;
    int listed;
    int checked;
    int jobs;

    @SuppressWarnings("NullAway.Init") // set by the first step, open()
    Walk(long seed) {
      random = new Random(seed);
      world =
          new LaneWorld(
              LaneWorld.with(new Vardiff.Settings(true, 15, 1e-10, 5e-10, 10 * SECOND)), seed);
      world.miner().hangsUp();
      open();
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        step();
        hear();
        check();
      }
      pool.closed = true;
      world.poolLost("the end");
      hear();
      check();
      long gone = answers.values().stream().filter(count -> count == 0).count();
      assertThat(gone).as("submits of miners that stayed, without an answer").isZero();
      for (ShareFate fate : ShareFate.values()) {
        assertThat(world.count(fate)).as("the walk meets " + fate).isPositive();
      }
    }

    void step() {
      int dice = random.nextInt(1000);
      if (dice < 30) {
        join();
      } else if (dice < 45) {
        leave();
      } else if (dice < 85) {
        job();
      } else if (dice < 95) {
        poolDifficulty = DIFFICULTIES[random.nextInt(DIFFICULTIES.length)];
        pool.difficulty(poolDifficulty);
      } else if (dice < 105) {
        world.poolLost("reset");
        open();
      } else if (dice < 300) {
        answer();
      } else if (dice < 320) {
        world.seconds(random.nextDouble() * 5);
      } else {
        submit();
      }
    }

    void open() {
      String extranonce1 = EXTRANONCES[random.nextInt(3)];
      int size = 6 + random.nextInt(2);
      if (!poolExtranonce.equals(extranonce1 + size)) {
        poolExtranonce = extranonce1 + size;
        changes++;
      }
      pool = world.open(extranonce1, size, ANYTHING);
      poolDifficulty = ANYTHING;
      poolJobs.clear();
      unanswered.clear();
      listed = 0;
      checked = 0;
      if (random.nextBoolean()) {
        job();
      }
    }

    void job() {
      String id = "j" + ++jobs;
      jobDifficulty = poolDifficulty;
      poolJobs.add(id);
      pool.job(id, random.nextInt(3) == 0);
    }

    void join() {
      if (miners.size() < 40) {
        MinerEnd miner = world.mining("w.rig");
        miners.add(miner);
        if (random.nextBoolean()) {
          miner.says("{\"id\":3,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}");
        }
      }
    }

    void leave() {
      if (!miners.isEmpty()) {
        MinerEnd miner = miners.remove(random.nextInt(miners.size()));
        miner.hangsUp();
        forget(miner);
      }
    }

    void submit() {
      if (miners.isEmpty()) {
        return;
      }
      MinerEnd miner = miners.get(random.nextInt(miners.size()));
      String extranonce = extranonces.get(miner);
      if (extranonce == null) {
        return;
      }
      String id = "\"s" + ++submitted + "\"";
      answers.put(id, 0);
      String worker = random.nextInt(50) == 0 ? "w.none" : "w.rig";
      LaneJob current = world.lane.line().work().currentJob();
      String job =
          current == null ? "none" : Long.toHexString(current.sequence - random.nextInt(3));
      String extranonce2 = "%0" + 2 * (extranonce.charAt(4) - '0') + "x";
      miner.says(
          LaneWorld.submitLine(
              id, worker, job, extranonce2.formatted(random.nextInt(3)), random.nextInt(40)));
    }

    void answer() {
      List<String> submits = pool.submits();
      unanswered.addAll(submits.subList(listed, submits.size()));
      listed = submits.size();
      if (unanswered.isEmpty()) {
        return;
      }
      String submit = unanswered.remove(random.nextInt(unanswered.size()));
      switch (random.nextInt(12)) {
        case 0 -> {}
        case 1 -> {
          pool.accepts(submit);
          pool.accepts(submit);
        }
        case 2 ->
            pool.says("{\"id\":" + LaneWorld.idOf(submit) + ",\"result\":null,\"error\":null}");
        case 3 ->
            pool.says(
                "{\"id\":"
                    + LaneWorld.idOf(submit)
                    + ",\"result\":false,\"error\":[21,\"x\",null]}");
        case 4 -> pool.says("{\"id\":424242,\"result\":true,\"error\":null}");
        default -> pool.accepts(submit);
      }
    }

    /// Reads what the miners heard since the last step.
    void hear() {
      for (MinerEnd miner : List.copyOf(miners)) {
        for (String line : miner.take()) {
          Matcher id = ID.matcher(line);
          Matcher difficulty = DIFFICULTY.matcher(line);
          if (id.matches()) {
            assertThat(answers.merge(id.group(1), 1, Integer::sum)).as("invariant 2").isEqualTo(1);
          } else if (difficulty.matches()) {
            told.put(miner, Double.valueOf(difficulty.group(1)));
          } else if (line.contains("[[[\"mining.set_difficulty\"")) {
            given(miner, line.replaceAll(".*]],\"([0-9a-f]*)\",(\\d).*", "size$2$1"));
          } else if (line.contains("mining.set_extranonce")) {
            given(miner, line.replaceAll(".*\\[\"([0-9a-f]*)\",(\\d).*", "size$2$1"));
          } else if (line.contains("mining.notify")) {
            assertThat(told.get(miner)).as("invariant 5").isLessThanOrEqualTo(jobDifficulty);
          }
        }
        if (miner.closed != null) {
          miners.remove(miner);
          forget(miner);
        }
      }
    }

    void given(MinerEnd miner, String extranonce) {
      extranonces.put(miner, extranonce);
      givenAt.put(miner, changes);
    }

    void forget(MinerEnd miner) {
      miner.take();
      extranonces.remove(miner);
      givenAt.remove(miner);
      told.remove(miner);
      // What it had under way is answered to nobody.
      answers.values().removeIf(count -> count == 0);
    }

    void check() {
      List<String> live = new ArrayList<>();
      extranonces.forEach(
          (miner, extranonce) -> {
            if (Integer.valueOf(changes).equals(givenAt.get(miner))) {
              live.add(extranonce);
            }
          });
      assertThat(live).as("invariant 1").doesNotHaveDuplicates();
      assertThat(pool.submits().subList(checked, pool.submits().size()))
          .as("invariant 4")
          .allMatch(line -> poolJobs.contains(LaneWorld.field(line, 1)));
      checked = pool.submits().size();
      ShareTally total = new ShareTally();
      world.lane.view(false, world.now).tallies().values().forEach(total::add);
      assertThat(total.received()).as("invariant 7").isEqualTo(world.counts.received());
      assertThat(total.received() + world.lane.pendingShares())
          .as("every share is pending or has a fate")
          .isEqualTo(submitted);
      for (ShareFate fate : ShareFate.values()) {
        assertThat(total.count(fate)).isEqualTo(world.count(fate));
      }
    }
  }
}
