package dev.adit.aggregate;

import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import dev.adit.stratum.LineBuffer;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumCodec;
import dev.adit.work.Algorithm;
import dev.adit.work.Candidate;
import dev.adit.work.ShareJudge;
import dev.adit.work.Vardiff;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A lane without sockets, threads or a clock: links are lists of lines, time is a number.
final class LaneWorld implements LaneHost {
  static final long SECOND = 1_000_000_000L;

  /// So low that every hash meets it.
  static final double ANYTHING = 1e-10;

  static final int NTIME = 0x64b3f3ec;

  final Lane lane;

  /// Who asked for the last dial.
  PoolCaller caller;

  /// Who asked for the last dial of each pool.
  final Map<String, PoolCaller> callers = new HashMap<>();

  final Set<String> cancelled = new HashSet<>();
  final List<MinerEnd> moved = new ArrayList<>();
  final List<String> dialled = new ArrayList<>();
  final List<String> dialTargets = new ArrayList<>();
  final List<Long> dialDelays = new ArrayList<>();
  final ShareTally counts = new ShareTally();
  final List<Notice> notices = new ArrayList<>();
  final List<BlockFound> blocks = new ArrayList<>();
  final Queue<Runnable> slowVerdicts = new ArrayDeque<>();
  final Queue<Runnable> slowDisk = new ArrayDeque<>();
  boolean judgesSlowly;
  boolean writesSlowly;
  long now = 5 * SECOND;
  private final StratumCodec codec = new StratumCodec();
  private final ShareJudge judge = new ShareJudge();

  LaneWorld() {
    this(settings());
  }

  LaneWorld(LaneSettings settings) {
    this(settings, 1);
  }

  @SuppressWarnings("NullAway.Init") // the caller, set by the first dial
  LaneWorld(LaneSettings settings, long seed) {
    this.lane = new Lane(settings, this, new Random(seed), now);
  }

  static Vardiff.Settings fixed() {
    return new Vardiff.Settings(false, 15, 0.001, 65536, 60 * SECOND);
  }

  static PoolSettings pool(String name, WorkerNaming naming, boolean fallback) {
    return new PoolSettings(
        name,
        name + ".example",
        3333,
        "wallet.adit",
        "secret",
        naming,
        fallback,
        Algorithm.SHA256D,
        SECOND,
        60 * SECOND,
        120 * SECOND,
        60 * SECOND,
        PoolTransport.PLAIN);
  }

  static LaneSettings settings(PoolSettings... pools) {
    List<PoolSettings> list =
        pools.length == 0 ? List.of(pool("main", WorkerNaming.SINGLE, false)) : List.of(pools);
    return new LaneSettings(
        "farm", "adit/test", list, List.of(), fixed(), 300 * SECOND, 0, true, true, false, false);
  }

  static LaneSettings with(Vardiff.Settings vardiff) {
    LaneSettings s = settings();
    return new LaneSettings(
        s.listener(), s.userAgent(), s.pools(), List.of(), vardiff, 0, 0, true, true, false, false);
  }

  MinerEnd miner() {
    MinerEnd end = new MinerEnd();
    end.session = lane.join(end, now);
    return end;
  }

  /// A miner that is subscribed and authorised, its answers read.
  MinerEnd mining(String worker) {
    MinerEnd end = miner();
    end.says("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"test/1\"]}");
    end.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"" + worker + "\",\"x\"]}");
    return end;
  }

  /// The dial succeeds; nothing is answered yet.
  PoolEnd connect() {
    PoolEnd end = new PoolEnd();
    end.caller.onConnected(end, now);
    return end;
  }

  /// The dial of this pool succeeds; nothing is answered yet.
  PoolEnd connect(String pool) {
    caller = Objects.requireNonNull(callers.get(pool));
    return connect();
  }

  /// What was dialled last can't be reached, or its connection ends.
  void poolLost(String why) {
    caller.onLost(why, now);
  }

  /// A pool that has answered the handshake and given a difficulty.
  PoolEnd open(String extranonce1, int extranonce2Size, double difficulty) {
    return greet(connect(), extranonce1, extranonce2Size, difficulty);
  }

  /// The same, at this pool.
  PoolEnd open(String pool, String extranonce1, int extranonce2Size, double difficulty) {
    return greet(connect(pool), extranonce1, extranonce2Size, difficulty);
  }

  private static PoolEnd greet(
      PoolEnd end, String extranonce1, int extranonce2Size, double difficulty) {
    end.says(
        "{\"id\":1,\"result\":{\"version-rolling\":true,\"version-rolling.mask\":\"1fffe000\"},"
            + "\"error\":null}");
    end.says(
        "{\"id\":2,\"result\":[[[\"mining.notify\",\"a\"]],\""
            + extranonce1
            + "\","
            + extranonce2Size
            + "],\"error\":null}");
    end.says("{\"id\":3,\"result\":true,\"error\":null}");
    end.says("{\"id\":4,\"result\":true,\"error\":null}");
    end.difficulty(difficulty);
    end.heard.clear();
    return end;
  }

  void seconds(double seconds) {
    long until = now + (long) (seconds * SECOND);
    while (now < until) {
      now = Math.min(until, now + SECOND / 4);
      lane.onTick(now);
    }
  }

  long count(ShareFate fate) {
    return counts.count(fate);
  }

  @Override
  public Dialling dial(PoolSettings pool, long delayNanos, PoolCaller from) {
    dialled.add(pool.name());
    dialTargets.add(pool.host() + ":" + pool.port());
    dialDelays.add(delayNanos);
    caller = from;
    callers.put(pool.name(), from);
    return () -> cancelled.add(pool.name());
  }

  @Override
  public void judge(Candidate candidate, long nowNanos, Judged then) {
    Runnable work = () -> then.on(judge.judge(candidate, Integer.toUnsignedLong(NTIME) + 60), now);
    if (judgesSlowly) {
      slowVerdicts.add(work);
    } else {
      work.run();
    }
  }

  @Override
  public void writeDown(BlockFound block, LongConsumer then) {
    blocks.add(block);
    if (writesSlowly) {
      slowDisk.add(() -> then.accept(now));
    } else {
      then.accept(now);
    }
  }

  @Override
  public void record(ShareRecord share) {
    counts.book(share.fate(), share.difficulty());
  }

  @Override
  public void tell(Notice notice) {
    notices.add(notice);
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /// The miner's end of a connection.
  final class MinerEnd implements MinerLink {
    final Deeds deeds = new Deeds();
    final List<String> heard = new ArrayList<>();
    @Nullable CloseReason closed;
    List<MinerMessage> unanswered = List.of();
    MinerSession session;

    @SuppressWarnings("NullAway.Init") // set by the world right after join
    MinerEnd() {}

    void says(String line) {
      session.on(codec.readMiner(bytes(line), 0, bytes(line).length), now);
    }

    void submits(String worker, String jobId, String extranonce2, int nonce) {
      says(submitLine("9", worker, jobId, extranonce2, nonce));
    }

    void hangsUp() {
      session.onClosed(CloseReason.MINER_LEFT, now);
    }

    /// What was heard since the last time.
    List<String> take() {
      List<String> lines = List.copyOf(heard);
      heard.clear();
      return lines;
    }

    String last() {
      return heard.getLast();
    }

    String jobId() {
      return field(lastWith("mining.notify"), 0);
    }

    String lastWith(String text) {
      return heard.stream().filter(line -> line.contains(text)).reduce((_, b) -> b).orElseThrow();
    }

    /// The extranonce1 that the answer to subscribe named.
    String extranonce1() {
      String answer = lastWith("[[[\"mining.set_difficulty\"");
      return answer.replaceAll(".*]],\"([0-9a-f]*)\",\\d+].*", "$1");
    }

    @Override
    public void send(PoolMessage message) {
      LineBuffer out = new LineBuffer();
      codec.write(message, out);
      heard.add(out.toString().strip());
    }

    @Override
    public void close(CloseReason reason) {
      closed = reason;
    }

    @Override
    public void moveElsewhere(List<MinerMessage> waiting) {
      unanswered = List.copyOf(waiting);
      moved.add(this);
    }

    @Override
    public Conduct conduct() {
      return deeds;
    }

    @Override
    public String address() {
      return "192.0.2.7";
    }
  }

  static String submitLine(String id, String worker, String jobId, String extranonce2, int nonce) {
    return "{\"id\":%s,\"method\":\"mining.submit\",\"params\":[\"%s\",\"%s\",\"%s\",\"%08x\",\"%08x\"]}"
        .formatted(id, worker, jobId, extranonce2, NTIME, nonce);
  }

  /// The n-th parameter of a line, where it is a string.
  static String field(String line, int index) {
    String params = line.substring(line.indexOf("\"params\":[") + 10);
    return params.split(",", -1)[index].replace("\"", "").replace("]", "").replace("}", "");
  }

  /// The pool's end of a connection.
  final class PoolEnd implements PoolLink {
    final List<String> heard = new ArrayList<>();
    final PoolCaller caller = LaneWorld.this.caller;
    boolean closed;

    void says(String line) {
      caller.onMessage(codec.readPool(bytes(line), 0, bytes(line).length), now);
    }

    /// The connection breaks.
    void breaks() {
      caller.onLost("reset", now);
    }

    void difficulty(double difficulty) {
      LineBuffer out = new LineBuffer();
      codec.write(new PoolMessage.SetDifficulty(difficulty), out);
      says(out.toString().strip());
    }

    void job(String id, boolean clean) {
      job(id, clean, "1a44b9f2", "20000000");
    }

    void job(String id, boolean clean, String nbits, String version) {
      says(
          "{\"id\":null,\"method\":\"mining.notify\",\"params\":[\""
              + id
              + "\",\"ab02cd818b9e567ee21793cddef299feb29ad444a41b85b8000008a300000000\","
              + "\"01000000010000\",\"ffffffff01\",[],\""
              + version
              + "\",\""
              + nbits
              + "\",\"%08x\",".formatted(NTIME)
              + clean
              + "]}");
    }

    private final List<String> submits = new ArrayList<>();

    /// The submits that arrived, in order.
    List<String> submits() {
      return submits;
    }

    String lastId() {
      return idOf(heard.getLast());
    }

    void accepts(String submit) {
      says("{\"id\":" + idOf(submit) + ",\"result\":true,\"error\":null}");
    }

    @Override
    public void send(MinerMessage message) {
      LineBuffer out = new LineBuffer();
      codec.write(message, out);
      heard.add(out.toString().strip());
      if (message instanceof MinerMessage.Submit) {
        submits.add(heard.getLast());
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  static String idOf(String line) {
    return line.replaceAll("^\\{\"id\":([^,]*),.*", "$1");
  }
}
