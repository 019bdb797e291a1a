package dev.adit.sim.torture;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.Results;
import dev.adit.stratum.StratumError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// One connection as its pool sees it: what was given, and so what is owed.
final class PoolTalk {
  private static final HexBytes COINB2 = HexBytes.of(new byte[8]);

  private final World world;
  private final Site site;
  private final PoolEnd end;
  private final String name;
  private final SplittableRandom chance;
  private final long latencyNanos;
  private final Set<String> workers = new HashSet<>();
  private final Map<String, PoolJob> jobs = new HashMap<>();
  private final List<PoolJob> fresh = new ArrayList<>();
  private final Set<Integer> seen = new HashSet<>();
  private HexBytes extranonce1;
  private int extranonce2Size;
  private double difficulty;
  private boolean toldDifficulty;
  private boolean subscribed;
  private boolean closed;
  private int jobNumber;

  PoolTalk(World world, Site site, PoolEnd end, String name) {
    this.world = world;
    this.site = site;
    this.end = end;
    this.name = name;
    this.chance = world.chance();
    this.latencyNanos = site.latency();
    this.extranonce1 = site.extranonce1();
    this.extranonce2Size = site.extranonce2Size;
    this.difficulty = site.difficulty;
  }

  String name() {
    return name;
  }

  String siteName() {
    return site.name();
  }

  PoolEnd end() {
    return end;
  }

  long latency() {
    return latencyNanos;
  }

  /// Whether this is still the session's.
  boolean has(HexBytes extranonce) {
    return extranonce1.equals(extranonce);
  }

  // What the lane says.

  void on(MinerMessage message) {
    if (closed) {
      return;
    }
    switch (message) {
      case MinerMessage.Configure ask -> configure(ask);
      case MinerMessage.Subscribe ask -> {
        subscribed = true;
        end.says(Answer.of(ask.id(), Results.subscribed(name, extranonce1, extranonce2Size)));
        if (world.scenario.faulty() && chance.nextInt(4) == 0) {
          giveJob(true); // before the authorisation, as some do
        }
      }
      case MinerMessage.Authorize ask -> authorize(ask);
      case MinerMessage.ExtranonceSubscribe ask -> end.says(Answer.yes(ask.id()));
      case MinerMessage.Request ask ->
          end.says(Answer.refusal(ask.id(), new StratumError(StratumError.OTHER, "Unsupported")));
      case MinerMessage.Answer _, MinerMessage.Chatter _, MinerMessage.Garbage _ -> {}
    }
  }

  void onClosed() {
    closed = true;
    site.gone(this);
  }

  private void configure(MinerMessage.Configure ask) {
    int mask = ask.versionMask() & site.versionMask;
    Map<String, String> results = new LinkedHashMap<>();
    results.put("version-rolling", mask == 0 ? "false" : "true");
    if (mask != 0) {
      results.put("version-rolling.mask", Results.quotedHex(mask));
    }
    if (!world.scenario.faulty() || chance.nextInt(5) > 0) {
      end.says(Answer.of(ask.id(), Results.configured(results)));
    }
  }

  private void authorize(MinerMessage.Authorize ask) {
    boolean first = workers.isEmpty();
    if (first && site.refusesUser) {
      world.happens(Fault.REFUSED_USER);
      end.says(new Answer(ask.id(), "false", "[24,\"Unauthorized\",null]"));
    } else if (ask.user().endsWith(".mute")) {
      world.happens(Fault.UNHEARD_WORKER);
    } else if (ask.user().endsWith(".bad")) {
      world.happens(Fault.REFUSED_WORKER);
      end.says(new Answer(ask.id(), "false", "[24,\"Unknown worker\",null]"));
    } else {
      workers.add(ask.user());
      end.says(Answer.yes(ask.id()));
      if (first && !site.silent) {
        giveJob(true);
      }
    }
  }

  /// A share; whether the lane might send it is checked at the other end.
  void onShare(MinerMessage.Submit share, Found found) {
    if (closed) {
      return;
    }
    Answer answer = judge(share, found);
    if (answer.isYes()) {
      found.credited = true;
      world.efficiency.poolCredits(found.job.difficulty);
    }
    Replies.say(answer, site.mood, chance, world, this::answer);
  }

  private void answer(Answer answer) {
    if (!closed) {
      end.says(answer);
    }
  }

  private Answer judge(MinerMessage.Submit share, Found found) {
    PoolJob job = jobs.get(share.jobId());
    if (!workers.contains(share.worker())) {
      world.history.breach(
          Check.TERMS, "a share of " + share.worker() + ", not authorised here", name);
    }
    if (job == null || (job.late && !found.isBlock())) {
      found.loss = Loss.NEW_BLOCK;
      return no(share, StratumError.JOB_NOT_FOUND, "Stale");
    }
    if (job != found.job) { // The name is another job's by now, so the hash comes out at random.
      found.loss = Loss.NEW_BLOCK;
      return no(share, StratumError.LOW_DIFFICULTY, "Above target");
    }
    found.loss = Loss.REFUSED_THERE;
    if (share.extranonce2().size() != job.extranonce2Size) {
      return no(share, StratumError.OTHER, "Invalid extranonce2 size");
    }
    if (!seen.add(found.nonce)) {
      return no(share, StratumError.DUPLICATE_SHARE, "Duplicate");
    }
    if (found.worth < job.difficulty && !found.isBlock()) {
      return no(share, StratumError.LOW_DIFFICULTY, "Above target");
    }
    return chance.nextDouble() < site.mood.refused()
        ? no(share, chance.nextInt(19, 40), "Not today")
        : Answer.yes(share.id());
  }

  private static Answer no(MinerMessage.Submit share, int code, String text) {
    return new Answer(share.id(), "false", new StratumError(code, text).json());
  }

  /// See [PoolEnd#ask(Found)].
  void onQuestion(Found found) {
    if (closed) {
      return;
    }
    found.credited = !found.job.late;
    found.loss = Loss.NEW_BLOCK;
  }

  // What the pool says of itself.

  void giveDifficulty(double to) {
    difficulty = to;
    toldDifficulty = true;
    end.says(new PoolMessage.SetDifficulty(to));
  }

  void giveMask(int mask) {
    end.says(new PoolMessage.SetVersionMask(mask));
  }

  void giveExtranonce(HexBytes next, int size) {
    extranonce1 = next;
    extranonce2Size = size;
    end.says(new PoolMessage.SetExtranonce(next, size));
    giveJob(true);
  }

  void says(PoolMessage message) {
    end.says(message);
  }

  RequestId anyId() {
    return RequestId.of(chance.nextInt(1 << 20));
  }

  void giveJob(boolean clean) {
    if (!subscribed) {
      return;
    }
    if (clean) {
      fresh.forEach(job -> job.late = true);
      fresh.clear();
      jobNumber = 0; // Pools use their names again.
    }
    if (!toldDifficulty) {
      giveDifficulty(difficulty);
    }
    int serial = world.jobs.size();
    byte[] prevhash = new byte[32];
    prevhash[31] = (byte) site.height();
    Notify notify =
        new Notify(
            "j" + ++jobNumber,
            HexBytes.of(prevhash),
            PoolJob.coinbase(serial),
            COINB2,
            List.of(),
            0x20000000,
            world.scenario.nbits(),
            (int) world.unixSeconds(),
            clean);
    PoolJob job = new PoolJob(serial, this, notify, extranonce1, extranonce2Size, difficulty);
    world.jobs.add(job);
    jobs.put(notify.jobId(), job);
    fresh.add(job);
    end.says(notify);
  }

  /// The connection breaks.
  void drop(boolean abrupt) {
    closed = true;
    site.gone(this);
    world.happens(abrupt ? Fault.DROP_MID_ANSWER : Fault.DROP);
    end.breaks(abrupt);
  }
}
