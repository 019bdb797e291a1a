package dev.adit.relay;

import dev.adit.guard.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The sessions of one UDP relay, one for each client's address and port, the longest idle first.
/// On the relay's loop.
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks report for themselves
final class UdpSessions {
  /// Expiry is looked at no more often than this, however short the time.
  private static final long SHORTEST_WAIT_NANOS = 10_000_000;

  private final UdpServices services;
  private final Map<ClientKey, UdpSession> byClient = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable ScheduledFuture<?> expiry;

  UdpSessions(UdpServices services) {
    this.services = services;
  }

  /// A client has sent something.
  ///
  /// @param by the socket by which it came, and is to be answered
  /// @return what has to be flushed at the end of the turn; null: nothing
  @Nullable Outlet onDatagram(ClientKey client, ByteBuf content, Outlet by) {
    long now = System.nanoTime();
    UdpSession session = byClient.get(client);
    if (session == null) {
      session = begin(client, by);
    }
    if (session == null) {
      content.release();
      services.dropped();
      return null;
    }
    return session.onDatagram(content, by, now);
  }

  /// Null where the guard refuses the client: it is not answered, since its address may be forged.
  private @Nullable UdpSession begin(ClientKey client, Outlet by) {
    UdpSession session = new UdpSession(this, services, client, by);
    Refusal refusal = session.refusal();
    if (refusal == Refusal.FULL && makeRoom()) {
      refusal = session.refusal();
    }
    if (refusal != null) {
      return null;
    }
    if (!hasRoom()) {
      session.giveUp();
      return null;
    }
    byClient.put(client, session);
    services.book().begun(session);
    waitForIdleness();
    session.dial();
    return session;
  }

  private boolean hasRoom() {
    while (byClient.size() >= services.settings().get().relay().maxSessions() && makeRoom()) {
      // one more than its end left over, where the limit was lowered
    }
    return services.room().take() || (makeRoom() && services.room().take());
  }

  /// Ends the one that has been idle the longest.
  private boolean makeRoom() {
    UdpSession eldest = eldest();
    if (eldest != null) {
      eldest.end(FlowEnd.DISPLACED);
    }
    return eldest != null;
  }

  private @Nullable UdpSession eldest() {
    return byClient.isEmpty() ? null : byClient.entrySet().iterator().next().getValue();
  }

  /// Something has moved in it.
  void touch(UdpSession session) {
    byClient.get(session.client());
  }

  void onEnd(UdpSession session, FlowEnd why, String detail) {
    byClient.remove(session.client(), session);
    services.room().give();
    FlowView last = session.view(System.nanoTime());
    services.book().ended(session, last, why);
    services.relays().log().ended(services.settings().get().name(), last, why, detail);
  }

  private void waitForIdleness() {
    UdpSession eldest = eldest();
    long idle = services.settings().get().idleNanos();
    if (expiry == null && eldest != null && idle > 0) {
      long left = eldest.movedNanos() + idle - System.nanoTime();
      expiry =
          services
              .loop()
              .schedule(
                  this::endTheIdle, Math.max(left, SHORTEST_WAIT_NANOS), TimeUnit.NANOSECONDS);
    }
  }

  private void endTheIdle() {
    expiry = null;
    long idle = services.settings().get().idleNanos();
    long now = System.nanoTime();
    for (UdpSession eldest = eldest();
        eldest != null && idle > 0 && now - eldest.movedNanos() >= idle;
        eldest = eldest()) {
      eldest.end(FlowEnd.IDLE);
    }
    waitForIdleness();
  }

  /// A datagram could not be sent.
  void onTrouble() {
    services.dropped();
  }

  /// What is idle may be another thing now.
  void onSettings() {
    if (expiry != null) {
      expiry.cancel(false);
      expiry = null;
    }
    waitForIdleness();
  }
}
