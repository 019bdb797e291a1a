package dev.adit.guard;

import dev.adit.guard.Admission.Admitted;
import dev.adit.guard.Admission.Refused;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A guard, one door, and a time that stands still until it is told to go on.
final class Site implements GuardNews {
  static final String MINER = "192.0.2.7";
  static final String OTHER = "198.51.100.1";

  final List<String> news = new ArrayList<>();
  final Door door = new Door("main", 0);
  final Guard guard;
  long now = -77 * Terms.SECOND;

  Site(Terms terms) {
    guard = new Guard(terms.settings(), this);
  }

  Site(Terms terms, int remembered) {
    guard = new Guard(terms.settings(), this, remembered);
  }

  /// Somebody at the door, and what became of him.
  static final class Caller implements Connection {
    @Nullable Admission answer;
    @Nullable Eviction closed;

    @Override
    public void close(Eviction why) {
      if (closed != null) {
        throw new IllegalStateException("closed twice");
      }
      closed = why;
    }

    boolean isIn() {
      return answer instanceof Admitted && closed == null;
    }

    @Nullable Refusal refusal() {
      return answer instanceof Refused refused ? refused.reason() : null;
    }

    Visit visit() {
      if (answer instanceof Admitted(Visit visit)) {
        return visit;
      }
      throw new AssertionError("not let in: " + answer);
    }
  }

  static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  Caller call(String address) {
    return call(address, door);
  }

  Caller call(String address, Door by) {
    Caller caller = new Caller();
    caller.answer = guard.admit(ip(address), by, caller, now);
    return caller;
  }

  /// Connects and hangs up.
  @Nullable Refusal knock(String address) {
    Caller caller = call(address);
    if (caller.isIn()) {
      caller.visit().end(now);
    }
    return caller.refusal();
  }

  void after(long nanos) {
    now += nanos;
  }

  void tick() {
    guard.tick(now);
  }

  void times(int count, Consumer<Integer> deed) {
    for (int i = 0; i < count; i++) {
      deed.accept(i);
    }
  }

  void noise(Caller caller, int count) {
    times(count, _ -> caller.visit().onNoise(now));
  }

  AddressView view(String address) {
    return guard.address(ip(address), now).orElseThrow();
  }

  Explanation explain(String address) {
    return guard.explain(ip(address), now);
  }

  @Override
  public void banned(AddressKey key, BanReason reason, long remainingNanos, boolean would) {
    news.add((would ? "would ban " : "banned ") + key + " " + reason.label());
  }

  @Override
  public void lifted(AddressKey key, BanReason reason, boolean would) {
    news.add((would ? "would lift " : "lifted ") + key + " " + reason.label());
  }
}
