package dev.adit.net;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Finds out that a peer is gone which was sent something after the last that was heard of it: the
/// kernel then keeps its probes back, and counts the user timeout from that sending on. Together
/// that could take half as long again as the probes alone.
///
/// On its loop's thread. Where the platform can't tell, nothing happens.
@SuppressWarnings("FutureReturnValueIgnored") // it looks again by itself, or the loop has ended
public final class PeerWatch {
  private final Channel channel;
  private final long patienceMillis;
  private final Runnable gone;
  private final EpollTcpInfo info = new EpollTcpInfo();
  private @Nullable Future<?> next;

  private PeerWatch(Channel channel, long patienceMillis, Runnable gone) {
    this.channel = channel;
    this.patienceMillis = patienceMillis;
    this.gone = gone;
  }

  /// Watches as long as the connection is open and on this loop.
  ///
  /// @param keepalive without probes nobody is watched
  /// @param gone called when the peer is; it closes the connection
  public static void begin(Channel channel, ListenerSettings.Keepalive keepalive, Runnable gone) {
    if (keepalive.idleSeconds() > 0 && channel instanceof EpollSocketChannel) {
      PeerWatch watch = new PeerWatch(channel, keepalive.totalMillis(), gone);
      watch.lookIn(keepalive.totalMillis());
      channel.closeFuture().addListener(_ -> watch.end());
    }
  }

  /// Lets go of the connection at once: there may be thousands of short ones a second.
  private void end() {
    if (next != null) {
      next.cancel(false);
    }
  }

  private void lookIn(long millis) {
    next = channel.eventLoop().schedule(this::look, Math.max(millis, 1), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!(channel instanceof EpollSocketChannel socket)
        || !channel.isOpen()
        || !channel.isRegistered()
        || !channel.eventLoop().inEventLoop()) {
      return;
    }
    socket.tcpInfo(info);
    long silentMillis = Math.min(info.lastAckRecv(), info.lastDataRecv());
    if (silentMillis < patienceMillis) {
      lookIn(patienceMillis - silentMillis);
    } else if (info.unacked() > 0) {
      gone.run();
    } else {
      lookIn(patienceMillis); // its probes are under way
    }
  }
}
