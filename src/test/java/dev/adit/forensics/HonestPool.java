package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig.Style;
import dev.adit.stratum.PoolMessage.Notify;
import java.util.LinkedHashSet;
import java.util.Set;

/// One that is honest: a job every half minute, an empty one first after a new block now and then,
/// one answer in a hundred a refusal, one in a thousand lost, statistics that are right.
final class HonestPool {
  private static final String OURS = "0014751e76e8199196d454941c45d1b3a323f1433bd6";

  final String name;
  final Bookkeeper books = new Bookkeeper(Style.CKPOOL, HonestDayTest.ADDRESS);
  private final HonestDay day;
  private final Set<HonestRig> rigs = new LinkedHashSet<>();
  private HonestDay.Block tip;
  private int sessions;

  HonestPool(HonestDay day, String name, HonestDay.Block tip) {
    this.day = day;
    this.name = name;
    this.tip = tip;
    this.sessions = day.random.nextInt();
    day.after(0, this::everyHalfMinute);
  }

  HonestDay.Block tip() {
    return tip;
  }

  /// It counts up, as ckpool does.
  String nextExtranonce1() {
    return "%08x".formatted(++sessions);
  }

  /// How many it has with it.
  int join(HonestRig rig) {
    rigs.add(rig);
    return rigs.size();
  }

  void onBlock(HonestDay.Block next) {
    if (next.height() <= tip.height()) {
      // It has heard of the one after that already.
      return;
    }
    tip = next;
    boolean empty = day.oneIn(3);
    Notify job = job(empty, true);
    rigs.forEach(rig -> rig.give(job));
    if (empty) {
      day.after(2_000, this::offerJob);
    }
  }

  private void everyHalfMinute() {
    offerJob();
    day.after(20_000 + day.random.nextInt(20_000), this::everyHalfMinute);
  }

  private void offerJob() {
    Notify job = job(false, day.oneIn(20));
    rigs.forEach(rig -> rig.give(job));
  }

  /// Made up to half a minute ago, now and then.
  Notify job(boolean empty, boolean clean) {
    long number = day.number();
    int height = tip.height();
    JobText text = new JobText("j" + number).on(tip.prevhash()).height(height);
    text.nbits(height < 900_070 ? 0x1703ffff : 0x1703a000)
        .tag("/" + name + " pool #" + number + "/");
    if (!clean) {
      text.notClean();
    }
    if (empty) {
      text.empty();
    }
    text.pays(306_000_000 + day.random.nextInt(1_000), OURS);
    Moment now = day.start.now();
    long old = day.oneIn(2) ? 1_000 * day.random.nextInt(30) : 0;
    return text.at(new Moment(now.nanos(), now.epochMillis() - old, now.offsetMillis()));
  }
}
