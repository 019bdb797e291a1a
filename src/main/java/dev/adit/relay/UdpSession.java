package dev.adit.relay;

import dev.adit.guard.Admission;
import dev.adit.guard.Connection;
import dev.adit.guard.Eviction;
import dev.adit.guard.Refusal;
import dev.adit.guard.Visit;
import dev.adit.net.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What one client sends to a target, by a socket of its own, and what comes back.
///
/// On the relay's loop, but for [#view], [#stop] and [#close].
final class UdpSession implements Connection {
  /// Where no target was to be found, a datagram makes it look again, but no sooner than this.
  private static final long RETRY_NANOS = 1_000_000_000;

  private final UdpSessions sessions;
  private final UdpServices services;
  private final ClientKey client;
  private final HeldDatagrams held;
  private final long beganNanos = System.nanoTime();
  private Outlet door;
  private @Nullable Visit visit;
  private @Nullable UdpDial dial;
  private @Nullable Outlet outlet;
  private @Nullable Target aim;
  private @Nullable FlowEnd ended;
  private boolean answered;
  private String problem = "";
  private long failedNanos;
  private long movedNanos = beganNanos;
  private volatile String targetName = "";
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  /// @param door the socket by which the client is answered
  UdpSession(UdpSessions sessions, UdpServices services, ClientKey client, Outlet door) {
    this.sessions = sessions;
    this.services = services;
    this.client = client;
    this.door = door;
    this.held = new HeldDatagrams(services.waiting());
  }

  /// Asks the guard. Null where it lets the client in; else why not.
  @Nullable Refusal refusal() {
    return switch (services
        .guard()
        .admit(client.address().getAddress(), services.entry(), this, System.nanoTime())) {
      case Admission.Admitted(Visit admitted) -> {
        visit = admitted;
        yield null;
      }
      case Admission.Refused(Refusal reason, long _) -> reason;
    };
  }

  /// It has not begun, and shall not.
  void giveUp() {
    ended = FlowEnd.DISPLACED;
    if (visit != null) {
      visit.end(System.nanoTime());
    }
  }

  ClientKey client() {
    return client;
  }

  /// When something last moved.
  long movedNanos() {
    return movedNanos;
  }

  void dial() {
    dial = new UdpDial(this, services);
    dial.begin();
  }

  /// Its client has sent something, by this door.
  ///
  /// @return what has to be flushed at the end of the turn; null: nothing
  @Nullable Outlet onDatagram(ByteBuf content, Outlet by, long nowNanos) {
    door = by;
    movedNanos = nowNanos;
    if (!services.throttle().takes(content.readableBytes(), nowNanos)) {
      content.release();
      services.dropped();
      return null;
    }
    Outlet there = outlet;
    if (there != null) {
      send(there, content);
      return there;
    }
    boolean fits = held.hold(content);
    if (!fits) {
      services.dropped();
    }
    if (dial == null && nowNanos - failedNanos >= RETRY_NANOS) {
      dial();
    }
    return null;
  }

  private void send(Outlet there, ByteBuf content) {
    int bytes = content.readableBytes();
    if (there.offer(content, null)) {
      sent.setRelease(sent.getPlain() + bytes); // only this thread writes it
    } else {
      services.dropped();
    }
  }

  /// What hears the target, by a socket that is to be connected to it.
  ChannelHandler hearer(InetSocketAddress target) {
    return new UdpHearer(this, target, !services.source().isEmpty());
  }

  void onTarget(Target found, Outlet there) {
    dial = null;
    aim = found;
    outlet = there;
    answered = false;
    targetName = found.address().toString();
    for (ByteBuf next = held.poll(); next != null; next = held.poll()) {
      send(there, next);
    }
    there.flush();
  }

  void onNoTarget(String why) {
    dial = null;
    problem = why;
    failedNanos = System.nanoTime();
    dropHeld();
  }

  private void dropHeld() {
    for (ByteBuf next = held.poll(); next != null; next = held.poll()) {
      next.release();
      services.dropped();
    }
  }

  /// The target has answered.
  void onAnswer(ByteBuf content) {
    long now = System.nanoTime();
    int bytes = content.readableBytes();
    if (ended != null || !services.throttle().takes(bytes, now)) {
      content.release();
      services.dropped();
      return;
    }
    if (!answered && aim != null) {
      answered = true;
      aim.reached();
    }
    movedNanos = now;
    sessions.touch(this);
    if (door.offer(content, client.address())) {
      received.setRelease(received.getPlain() + bytes); // as above
    } else {
      services.dropped();
    }
  }

  void onAnswersEnd() {
    door.flush();
  }

  /// Nobody listens where it leads. Where another target is there, it leads there from now on.
  void onRefused(Throwable cause) {
    services.dropped();
    Target missed = aim;
    if (ended != null || missed == null || outlet == null) {
      return;
    }
    long now = System.nanoTime();
    String why = Failure.inWords(cause);
    missed.missed(why, now);
    answered = false;
    services.trouble("%s: %s".formatted(missed.address(), why));
    Target first = services.targets().inOrder(now).getFirst();
    if (first != missed && first.doubt(now) < missed.doubt(now)) {
      outlet.close();
      outlet = null;
      dial();
    }
  }

  /// A datagram could not be sent, or not be read.
  void onTrouble() {
    services.dropped();
  }

  @Override
  public void close(Eviction why) {
    onLoop(FlowEnd.EVICTED);
  }

  /// On any thread.
  void stop() {
    onLoop(FlowEnd.STOPPED);
  }

  private void onLoop(FlowEnd why) {
    try {
      services.loop().execute(() -> end(why));
    } catch (RejectedExecutionException over) {
      // its sockets have ended with the loop
    }
  }

  void end(FlowEnd why) {
    if (ended != null) {
      return;
    }
    ended = why;
    if (dial != null) {
      dial.cancel();
    }
    dropHeld();
    if (outlet != null) {
      outlet.flush(); // of the turn in which another client takes its place
      outlet.close();
    }
    if (visit != null) {
      visit.end(System.nanoTime());
    }
    boolean nowhere = why == FlowEnd.IDLE && targetName.isEmpty();
    sessions.onEnd(this, nowhere ? FlowEnd.UNREACHABLE : why, nowhere ? problem : "");
  }

  FlowView view(long nowNanos) {
    InetSocketAddress from = client.address();
    return new FlowView(
        Addresses.host(from.getAddress()),
        Addresses.text(from),
        targetName,
        sent.get(),
        received.get(),
        nowNanos - beganNanos);
  }
}
