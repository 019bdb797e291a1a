package dev.adit.forensics;

import dev.adit.aggregate.Conduct;
import java.util.ArrayList;
import java.util.List;

/// What the guard is told.
final class Told implements Conduct {
  final List<String> words = new ArrayList<>();

  @Override
  public void loggedIn(long nowNanos) {
    words.add("login");
  }

  @Override
  public void loginFailed(long nowNanos) {
    words.add("failed login");
  }

  @Override
  public void loginOverdue(long nowNanos) {
    words.add("overdue");
  }

  @Override
  public void goodShare(double difficulty, long nowNanos) {
    words.add("share " + difficulty);
  }

  @Override
  public void badShare(long nowNanos) {
    words.add("bad share");
  }

  @Override
  public void noise(long nowNanos) {
    words.add("noise");
  }
}
