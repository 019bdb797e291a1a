package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Algorithm;
import dev.adit.work.Candidate;
import dev.adit.work.Difficulty;
import dev.adit.work.Job;
import dev.adit.work.Proof;
import dev.adit.work.ShareJudge;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A conversation that a test makes up, line by line, in a time of its own, and what is found in
/// it.
final class Talk {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final String EXTRANONCE1 = "81a0b2c3";

  /// A share in about 43 hashes.
  static final double EASY = 1e-8;

  private static final String COINB1 =
      "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff1d03a0bb0d"
          + "04";
  private static final String COINB2 =
      "0a2f61646974207465737400ffffffff0100f2052a010000001976a914000000000000000000000000000000000000"
          + "000088ac00000000";
  private static final String BRANCH = "11".repeat(32);

  private final Analyst analyst;
  private final List<Observation> seen;
  private final long number;
  private final Clock clock;
  private final ShareJudge judge = new ShareJudge();
  private int id = 10;
  private String worker = "wallet.rig1";
  private String extranonce1 = EXTRANONCE1;
  private int nonce;
  private double worth;
  private double difficulty = EASY;
  private PoolMessage.Notify job = notify("none", NOON.getEpochSecond(), "00", true, 0x1703ffff);

  /// The time of all conversations of a test.
  static final class Clock {
    private long millis;
    private long sleptMillis;

    Moment now() {
      return new Moment(millis * 1_000_000, NOON.toEpochMilli() + millis + sleptMillis, 0);
    }
  }

  private Talk(
      Analyst analyst,
      List<Observation> seen,
      long number,
      Clock clock,
      Call call,
      @Nullable Manners manners) {
    this.analyst = analyst;
    this.seen = seen;
    this.number = number;
    this.clock = clock;
    analyst.on(new Heard.Began(number, call, manners, false, clock.now()));
  }

  /// A miner's, which has just connected to the pool "main".
  static Talk with(Witness.Source... sources) {
    List<Observation> seen = new ArrayList<>();
    List<Witness.Source> all = new ArrayList<>(List.of(sources));
    all.add(
        _ ->
            it -> {
              if (!(it instanceof Observation.Passed)) {
                seen.add(it);
              }
            });
    return new Talk(new Analyst(all), seen, 1, new Clock(), call("192.0.2.1:5000", "main"), null);
  }

  /// The same, where somebody wants to know how the miner behaves.
  static Talk with(Manners manners, Witness.Source... sources) {
    Call call = call("192.0.2.1:5000", "main");
    return new Talk(
        new Analyst(List.of(sources)), new ArrayList<>(), 1, new Clock(), call, manners);
  }

  static Call call(String miner, String pool) {
    return new Call(
        Call.Kind.MINER, "tap", miner, pool, pool + ".example.com", 3333, Algorithm.SHA256D, "");
  }

  /// Another one, heard by the same witnesses in the same time.
  Talk beside(Call call) {
    return beside(call, null);
  }

  /// The same, where somebody wants to know how the miner behaves.
  Talk beside(Call call, @Nullable Manners manners) {
    return new Talk(analyst, seen, number + 1_000 + seen.size(), clock, call, manners);
  }

  /// Everything that was observed, but that time passed.
  List<Observation> seen() {
    return seen;
  }

  <T extends Observation> List<T> seen(Class<T> kind) {
    return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Moment now() {
    return clock.now();
  }

  Talk miner(String line) {
    return say(Party.MINER, line, false);
  }

  Talk pool(String line) {
    return say(Party.POOL, line, false);
  }

  /// After something that was not heard.
  Talk afterGap(Party who, String line) {
    return say(who, line, true);
  }

  /// As they are.
  Talk bytes(Party who, byte[] bytes) {
    analyst.on(new Heard.Said(number, who, bytes, false, clock.now()));
    return this;
  }

  private Talk say(Party who, String line, boolean gap) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    analyst.on(new Heard.Said(number, who, bytes, gap, clock.now()));
    return this;
  }

  /// Time passes, for all conversations.
  Talk after(Duration time) {
    long end = clock.millis + time.toMillis();
    while (clock.millis / 1_000 < end / 1_000) {
      clock.millis = (clock.millis / 1_000 + 1) * 1_000;
      analyst.pass(clock.now());
    }
    clock.millis = end;
    return this;
  }

  /// Adit is stopped, and goes on.
  Talk stopped(Duration time) {
    clock.millis += time.toMillis();
    return this;
  }

  /// The machine sleeps, and its clock that never jumps with it; or somebody has set the other one.
  Talk asleep(Duration time) {
    clock.sleptMillis += time.toMillis();
    return this;
  }

  /// From now on others hear it, as after a reload.
  Talk heardBy(Witness.Source... others) {
    analyst.heardBy(List.of(others), clock.now());
    return this;
  }

  Talk clocked(long offsetMillis) {
    analyst.on(new Heard.Clocked(new ClockReading(offsetMillis, 3, 3, 0), clock.now()));
    return this;
  }

  /// A pool was asked for its figures.
  Talk asked(PoolAnswer answer) {
    analyst.on(new Heard.Asked(answer, clock.now()));
    return this;
  }

  void end() {
    analyst.on(new Heard.Ended(number, clock.now()));
  }

  // What is usual

  /// Subscribes, logs in, and is given a difficulty and the job "1".
  Talk begun() {
    return subscribed(EXTRANONCE1, 8).authorized("wallet.rig1").difficulty(EASY).job("1");
  }

  Talk subscribed(String given, int size) {
    extranonce1 = given;
    miner("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"test/1\"]}");
    return pool(
        "{\"id\":1,\"result\":[[[\"mining.notify\",\"a\"]],\"%s\",%d],\"error\":null}"
            .formatted(given, size));
  }

  Talk authorized(String name) {
    worker = name;
    miner("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"" + name + "\",\"x\"]}");
    return pool("{\"id\":2,\"result\":true,\"error\":null}");
  }

  Talk difficulty(double value) {
    difficulty = value;
    return pool("{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[" + value + "]}");
  }

  /// A clean job whose time is right.
  Talk job(String id) {
    return job(notify(id, clock.now().time().getEpochSecond(), "ab", true, 0x1703ffff));
  }

  Talk job(PoolMessage.Notify next) {
    job = next;
    return pool(
        ("{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"%s\",\"%s\",\"%s\",\"%s\",[%s],"
                + "\"%08x\",\"%08x\",\"%08x\",%b]}")
            .formatted(
                next.jobId(),
                next.prevhash(),
                next.coinb1(),
                next.coinb2(),
                String.join(",", next.branch().stream().map(it -> "\"" + it + "\"").toList()),
                next.version(),
                next.nbits(),
                next.ntime(),
                next.clean()));
  }

  PoolMessage.Notify lastJob() {
    return job;
  }

  /// @param prevhash a byte that is repeated
  static PoolMessage.Notify notify(
      String id, long ntime, String prevhash, boolean clean, int nbits) {
    return new PoolMessage.Notify(
        id,
        hex(prevhash.repeat(32)),
        hex(COINB1),
        hex(COINB2),
        List.of(hex(BRANCH)),
        0x20000000,
        nbits,
        (int) ntime,
        clean);
  }

  private static HexBytes hex(String digits) {
    HexBytes bytes = HexBytes.parse(digits);
    if (bytes == null) {
      throw new IllegalArgumentException(digits);
    }
    return bytes;
  }

  /// Hands in a share of the last job that meets the difficulty, and hears a yes.
  Talk goodShare() {
    return share(it -> it.difficulty() >= difficulty).yes();
  }

  /// Hands in a share of the last job whose proof is like that; mined here and now.
  Talk share(Predicate<Proof> wanted) {
    return miner(mined(job, 0, wanted));
  }

  /// A share of any job, mined here and now, which is not handed in yet; [#id()] is its id.
  ///
  /// @param rolled seconds that the miner has added to the job's time
  String mined(PoolMessage.Notify of, int rolled, Predicate<Proof> wanted) {
    Job made = new Job(of, Algorithm.SHA256D, Difficulty.of(difficulty, Algorithm.SHA256D));
    HexBytes first = hex(extranonce1);
    int ntime = of.ntime() + rolled;
    HexBytes second = hex("%016x".formatted(nonce >>> 16));
    while (true) {
      if ((++nonce & 0xffff) == 0) {
        second = hex("%016x".formatted(nonce >>> 16));
      }
      Proof proof =
          judge.prove(
              new Candidate(made, first, second, ntime, nonce, null, 0, made.poolDifficulty()));
      if (wanted.test(proof)) {
        worth = proof.difficulty();
        return submission(
            of.jobId(), second.hex(), "%08x".formatted(ntime), "%08x".formatted(nonce));
      }
    }
  }

  Talk submit(String extranonce2, String ntime, String nonceHex) {
    return miner(submission(job.jobId(), extranonce2, ntime, nonceHex));
  }

  private String submission(String jobId, String extranonce2, String ntime, String nonceHex) {
    id++;
    return "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[\"%s\",\"%s\",\"%s\",\"%s\",\"%s\"]}"
        .formatted(id, worker, jobId, extranonce2, ntime, nonceHex);
  }

  /// Of the last share.
  int id() {
    return id;
  }

  /// What the last share is worth.
  double lastShare() {
    return worth;
  }

  /// The pool's answer to the last share.
  Talk yes() {
    return pool("{\"id\":%d,\"result\":true,\"error\":null}".formatted(id));
  }

  Talk no(int code, String text) {
    return pool("{\"id\":%d,\"result\":null,\"error\":[%d,\"%s\",null]}".formatted(id, code, text));
  }
}
