package dev.adit.relay;

import dev.adit.forensics.Ear;
import dev.adit.forensics.Party;
import dev.adit.guard.Eviction;
import dev.adit.net.PeerWatch;
import dev.adit.net.Visitor;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client's connection, and the one to a target that belongs to it.
///
/// Both are on one loop, and all of this is on its thread, but for [#view] and [#stop].
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks report for themselves
final class Flow implements Splice.Ends {
  private final TcpRelay relay;
  private final RelaySettings settings;
  private final Visitor visitor;
  private final FlowSide client;
  private final EventLoop loop;
  private final long beganNanos = System.nanoTime();
  private @Nullable TargetDial dial;
  private volatile @Nullable FlowSide target;
  private @Nullable Shortcut shortcut;
  private @Nullable Ear ear;
  private volatile String targetName = "";
  private @Nullable FlowEnd ended;
  private long movedNanos;
  private @Nullable ScheduledFuture<?> idleness;

  /// @param settings those under which it begins, and which it keeps
  /// @param loop where all of it happens
  Flow(TcpRelay relay, RelaySettings settings, Visitor visitor, Channel client, EventLoop loop) {
    this.relay = relay;
    this.settings = settings;
    this.visitor = visitor;
    this.client = new FlowSide(this, client);
    this.loop = loop;
  }

  FlowSide client() {
    return client;
  }

  RelaySettings settings() {
    return settings;
  }

  Visitor visitor() {
    return visitor;
  }

  InetSocketAddress from() {
    return visitor.from();
  }

  boolean hasEnded() {
    return ended != null;
  }

  /// One of the two is connected; the client first.
  void onActive(FlowSide side) {
    if (side == client && dial == null && !hasEnded()) {
      visitor.ownedBy(this::onEviction, loop);
      PeerWatch.begin(client.channel(), settings.keepalive(), () -> onBroken(client));
      visitor.closeIfEvicted();
      if (!hasEnded()) {
        relay.onBegin(this);
        dial = new TargetDial(this, relay);
        dial.begin();
      }
    }
  }

  /// A target was reached: from now on it is one stream.
  void onTarget(Reach to, FlowSide reached) {
    targetName = to.name();
    target = reached;
    movedNanos = System.nanoTime();
    Ear listening = relay.listen(this, to, reached.channel());
    if (listening != null) {
      ear = listening;
      client.heardBy(listening, Party.MINER);
      reached.heardBy(listening, Party.POOL);
    }
    reached.pairWith(client);
    client.pairWith(reached);
    if (hasEnded()) {
      return;
    }
    // What goes by the kernel nobody can listen to.
    if (listening == null && settings.relay().maxBytesPerSecond() == 0) {
      shortcut = new Shortcut(client, reached, this);
    }
    waitForIdleness(settings.idleNanos());
  }

  void onNoTarget(String why) {
    end(FlowEnd.UNREACHABLE, why);
  }

  /// All that there was to read has been read, and passed on.
  void onRead() {
    if (shortcut != null && !hasEnded()) {
      shortcut.consider();
    }
  }

  @Override
  public void onMoved(boolean fromClient, long bytes) {
    movedNanos = System.nanoTime();
    FlowSide from = fromClient ? client : target;
    if (from != null) {
      from.addBytes(bytes);
    }
  }

  @Override
  public void onThrough() {
    end(FlowEnd.CLOSED, "");
  }

  @Override
  public void onBroken(boolean ofTheClient) {
    end(ofTheClient ? FlowEnd.CLIENT_RESET : FlowEnd.TARGET_RESET, "");
  }

  /// Says how long whoever sent them should be left alone.
  long onBytes(int count) {
    long now = System.nanoTime();
    movedNanos = now;
    return relay.throttle().spend(count, now);
  }

  private void waitForIdleness(long nanos) {
    if (settings.idleNanos() > 0) {
      idleness = loop.schedule(this::lookForIdleness, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void lookForIdleness() {
    long still = System.nanoTime() - movedNanos;
    if (still >= settings.idleNanos()) {
      end(FlowEnd.IDLE, "");
    } else {
      waitForIdleness(settings.idleNanos() - still);
    }
  }

  void onOutputEnded() {
    FlowSide other = target;
    if (other != null && client.isThrough() && other.isThrough()) {
      end(FlowEnd.CLOSED, "");
    }
  }

  /// A side is gone, or something else is wrong with it.
  void onBroken(FlowSide side) {
    if (side != client && side != target) {
      return; // one that did not come to be the target, which the dial hears of
    }
    FlowSide other = side == client ? target : client;
    boolean inOrder = side.inputEnded() && (other == null || other.inputEnded());
    if (inOrder) {
      end(FlowEnd.CLOSED, "");
    } else {
      end(side == client ? FlowEnd.CLIENT_RESET : FlowEnd.TARGET_RESET, "");
    }
  }

  private void onEviction(Eviction why) {
    end(FlowEnd.EVICTED, "");
  }

  /// On any thread.
  void stop() {
    loop.execute(() -> end(FlowEnd.STOPPED, ""));
  }

  private void end(FlowEnd why, String detail) {
    if (hasEnded()) {
      return;
    }
    ended = why;
    if (dial != null) {
      dial.cancel();
    }
    if (shortcut != null) {
      shortcut.close();
    }
    if (idleness != null) {
      idleness.cancel(false);
    }
    boolean abruptly =
        switch (why) {
          case CLOSED, IDLE, STOPPED -> false;
          case CLIENT_RESET, TARGET_RESET, UNREACHABLE, EVICTED, DISPLACED -> true;
        };
    for (FlowSide side : target == null ? List.of(client) : List.of(client, target)) {
      side.close(abruptly);
    }
    if (ear != null) {
      ear.ended();
    }
    visitor.gone();
    relay.onEnd(this, why, detail);
  }

  FlowView view(long nowNanos) {
    FlowSide other = target;
    InetSocketAddress from = visitor.from();
    return new FlowView(
        visitor.address(),
        Addresses.text(from),
        targetName,
        client.bytes(),
        other == null ? 0 : other.bytes(),
        nowNanos - beganNanos);
  }
}
