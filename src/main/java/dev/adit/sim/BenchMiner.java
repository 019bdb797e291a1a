package dev.adit.sim;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.MinerMessage.Subscribe;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.Subscription;
import dev.adit.work.Algorithm;
import dev.adit.work.Difficulty;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A miner that submits when it is told to, made for a load of many: it keeps little, and hashes
/// only until it has the one share that is wanted.
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive
final class BenchMiner extends ChannelInboundHandlerAdapter {
  private static final RequestId SUBSCRIBE = RequestId.of(1);
  private static final RequestId AUTHORIZE = RequestId.of(2);
  private static final byte[] NOTIFY = "mining.notify".getBytes(StandardCharsets.US_ASCII);
  private static final long FIRST_SUBMIT = 16;

  /// More submits than this are never under way at once.
  private static final int SUBMITS_REMEMBERED = 1024;

  private static final int LONGEST_LINE = 1 << 20;

  private final String user;
  private final BenchHerd herd;
  private final Channel channel;
  private final LineFramer framer = new LineFramer(LONGEST_LINE);
  private long @Nullable [] sentNanos;
  private @Nullable NonceSearch search;
  private @Nullable Subscription subscription;
  private @Nullable MinerWork work;
  private double difficulty = 1;
  private boolean authorized;
  private boolean ready;
  private long submits;

  BenchMiner(String user, BenchHerd herd, Channel channel) {
    this.user = user;
    this.herd = herd;
    this.channel = channel;
  }

  /// Finds a share and submits it; leaves at the next flush. Only when ready.
  void submit() {
    MinerWork now = work;
    if (now == null) {
      return;
    }
    NonceSearch by = search;
    if (by == null) {
      by = new NonceSearch(plan(), new SplittableRandom(user.hashCode()));
      search = by;
    }
    long before = submits;
    while (submits == before) {
      by.run(now, 1, this::onFound);
    }
  }

  void flush() {
    channel.flush();
  }

  void close() {
    channel.close();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    send(new Subscribe(SUBSCRIBE, "adit-bench/1", null));
    send(new Authorize(AUTHORIZE, user, "x"));
    ctx.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    ByteBuf in = (ByteBuf) bytes;
    try {
      if (!framer.feed(in, herd.wire(), this::onLine)) {
        ctx.close();
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    herd.onClosed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void onLine(byte[] bytes, int offset, int length) {
    if (ready && herd.load().onlyCountsJobs() && isJob(bytes, offset, offset + length)) {
      herd.load().onJob(this);
      return;
    }
    switch (herd.wire().codec().readPool(bytes, offset, length)) {
      case Answer answer -> onAnswer(answer);
      case Notify job -> onJob(job);
      case PoolMessage.SetDifficulty(double next) -> difficulty = next;
      case PoolMessage _ -> {}
    }
  }

  private static boolean isJob(byte[] line, int from, int to) {
    for (int i = from; i <= to - NOTIFY.length; i++) {
      if (line[i] == NOTIFY[0]
          && Arrays.equals(line, i, i + NOTIFY.length, NOTIFY, 0, NOTIFY.length)) {
        return true;
      }
    }
    return false;
  }

  private void onAnswer(Answer answer) {
    long number = answer.id().number();
    if (number >= FIRST_SUBMIT) {
      long took = System.nanoTime() - times()[(int) (number % SUBMITS_REMEMBERED)];
      herd.load().onAnswer(this, answer.isYes(), took);
    } else if (answer.id().equals(SUBSCRIBE)) {
      subscription = herd.wire().codec().readSubscription(answer.result());
    } else if (answer.id().equals(AUTHORIZE)) {
      authorized = answer.isYes();
      checkReady();
    }
  }

  private void onJob(Notify job) {
    Subscription at = subscription;
    if (at == null) {
      return;
    }
    work =
        new MinerWork(
            0,
            job,
            at.extranonce1(),
            at.extranonce2Size(),
            0,
            Difficulty.of(difficulty, Algorithm.SHA256D));
    checkReady();
    herd.load().onJob(this);
  }

  private void checkReady() {
    if (!ready && authorized && work != null) {
      ready = true;
      herd.onReady(this);
    }
  }

  private void onFound(FoundShare share) {
    Notify job = share.work().job();
    long id = FIRST_SUBMIT + submits++;
    times()[(int) (id % SUBMITS_REMEMBERED)] = System.nanoTime();
    send(
        new Submit(
            RequestId.of(id),
            user,
            job.jobId(),
            share.extranonce2(),
            job.ntime(),
            share.nonce(),
            share.versionBits()));
  }

  private void send(MinerMessage message) {
    channel.write(herd.wire().encode(message, channel.alloc()), channel.voidPromise());
  }

  /// Only for those who submit: ten thousand idle miners need none.
  private long[] times() {
    long[] times = sentNanos;
    if (times == null) {
      times = new long[SUBMITS_REMEMBERED];
      sentNanos = times;
    }
    return times;
  }

  private MinerPlan plan() {
    return new MinerPlan(user, "x", Algorithm.SHA256D, 0, Set.of(Behaviour.NORMAL));
  }
}
