package dev.adit.net;

import dev.adit.aggregate.Conduct;
import dev.adit.guard.Admission;
import dev.adit.guard.Connection;
import dev.adit.guard.Door;
import dev.adit.guard.Eviction;
import dev.adit.guard.Guard;
import dev.adit.guard.Visit;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// A connection as the guard holds it: to be ended from any thread, also before a loop has it, and
/// while it is on its way from one loop to another.
public final class Visitor implements Connection, Conduct {

  /// What ends it, on the connection's loop.
  public interface Owner {
    void onEviction(Eviction why);
  }

  private final Channel channel;
  private final InetSocketAddress from;
  private volatile @Nullable Visit visit;
  private volatile @Nullable Owner owner;
  private volatile @Nullable EventLoop home;
  private volatile @Nullable Eviction verdict;

  /// @param from where it comes from; behind a load balancer what that says
  Visitor(Channel channel, InetSocketAddress from) {
    this.channel = channel;
    this.from = from;
  }

  public InetSocketAddress from() {
    return from;
  }

  /// As text, without the port.
  public String address() {
    return from.getAddress().getHostAddress();
  }

  /// Asks the guard. Once, and before anything else.
  boolean isAdmitted(Guard guard, Door door) {
    if (guard.admit(from.getAddress(), door, this, System.nanoTime())
        instanceof Admission.Admitted(Visit admitted)) {
      visit = admitted;
      return true;
    }
    return false;
  }

  private Visit visit() {
    return Objects.requireNonNull(visit, "not admitted yet");
  }

  /// The connection has ended, whoever ended it.
  public void gone() {
    visit().end(System.nanoTime());
  }

  @Override
  public void loggedIn(long nowNanos) {
    visit().onLogin(nowNanos);
  }

  @Override
  public void loginFailed(long nowNanos) {
    visit().onFailedLogin(nowNanos);
  }

  @Override
  public void loginOverdue(long nowNanos) {
    visit().onLoginOverdue(nowNanos);
  }

  @Override
  public void goodShare(double difficulty, long nowNanos) {
    visit().onGoodShare(difficulty, nowNanos);
  }

  @Override
  public void badShare(long nowNanos) {
    visit().onBadShare(nowNanos);
  }

  @Override
  public void noise(long nowNanos) {
    visit().onNoise(nowNanos);
  }

  void ownedBy(Owner handler) {
    owner = handler;
  }

  /// The same for one that never leaves its loop, though that may let go of the channel.
  public void ownedBy(Owner handler, EventLoop loop) {
    home = loop;
    owner = handler;
  }

  @Override
  public void close(Eviction why) {
    verdict = why;
    EventLoop stays = home;
    if (stays != null || channel.isRegistered()) {
      EventLoop loop = stays == null ? channel.eventLoop() : stays;
      try {
        loop.execute(stays == null ? this::closeIfHere : this::closeIfEvicted);
      } catch (RejectedExecutionException ended) {
        // its connections have ended with it
      }
    }
  }

  /// Who has left this loop meanwhile is closed where it arrives.
  private void closeIfHere() {
    if (channel.isRegistered() && channel.eventLoop().inEventLoop()) {
      closeIfEvicted();
    }
  }

  /// To be called, on its loop, whenever a loop has got hold of the connection: it may have been
  /// ended while no loop had it.
  public void closeIfEvicted() {
    Eviction why = verdict;
    Owner ending = owner;
    if (why != null && ending != null) {
      ending.onEviction(why);
    }
  }
}
