package dev.adit.forensics;

import dev.adit.sim.PoolInTime;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes of a miner one that uses one id for all its shares, as cpuminer does, and of its pool one
/// that forgets some answers.
final class OneId implements PoolInTime.Ear {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final PoolInTime.Ear hears;
  private final Predicate<String> forgotten;
  private final Set<String> shares = new HashSet<>();

  /// @param forgotten which answers to shares
  OneId(PoolInTime.Ear hears, Predicate<String> forgotten) {
    this.hears = hears;
    this.forgotten = forgotten;
  }

  private static String id(String line) {
    Matcher id = ID.matcher(line);
    return id.find() ? id.group(1) : "";
  }

  private static String same(String line) {
    return ID.matcher(line).replaceFirst("\"id\":4");
  }

  @Override
  public void miner(String line) {
    boolean share = line.contains("\"mining.submit\"");
    if (share) {
      shares.add(id(line));
    }
    hears.miner(share ? same(line) : line);
  }

  @Override
  public void pool(String line) {
    boolean answer = !line.contains("\"method\"") && shares.contains(id(line));
    if (!answer) {
      hears.pool(line);
    } else if (!forgotten.test(line)) {
      hears.pool(same(line));
    }
  }

  @Override
  public void end() {
    hears.end();
  }
}
