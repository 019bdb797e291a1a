package dev.adit.aggregate;

import java.util.ArrayList;
import java.util.List;

/// What the guard would hear of a miner, in words.
final class Deeds implements Conduct {
  private final List<String> all = new ArrayList<>();

  /// What was told since the last time.
  List<String> take() {
    List<String> told = List.copyOf(all);
    all.clear();
    return told;
  }

  @Override
  public void loggedIn(long nowNanos) {
    all.add("logged in");
  }

  @Override
  public void loginFailed(long nowNanos) {
    all.add("login failed");
  }

  @Override
  public void loginOverdue(long nowNanos) {
    all.add("login overdue");
  }

  @Override
  public void goodShare(double difficulty, long nowNanos) {
    all.add("good share");
  }

  @Override
  public void badShare(long nowNanos) {
    all.add("bad share");
  }

  @Override
  public void noise(long nowNanos) {
    all.add("noise");
  }
}
