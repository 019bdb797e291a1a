package dev.adit.sim.torture;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What a miner does besides honest work, now and then.
final class Mischief {
  private static final String[] NONSENSE = {
    "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[\"w.rig\"]}",
    "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[1,2,3,4,5]}",
    "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[\"a\",\"b\",\"xyz\",\"0\",\"0\"]}",
    "{\"id\":%d,\"method\":\"mining.multi_version\",\"params\":[1]}",
    "{\"id\":%d,\"method\":\"mining.subscribe\",\"params\":[null]}",
    "{\"id\":%d,\"method\":\"mining.ping\",\"params\":[]}",
    "{\"id\":%d,\"method\":\"mining.get_transactions\",\"params\":[\"x\"]}",
    "{\"id\":%d,\"method\":\"mining.suggest_target\",\"params\":[\"zz\"]}",
    "{\"id\":%d,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],{}]}",
    "{\"id\":%d,\"method\":\"eth_submitWork\",\"params\":{}}",
    "{\"id\":%d,\"method\":\"mining.authorize\",\"params\":[\"w.other\",\"d=0.1\"]}",
    "{\"method\":\"pong\"}",
    "{\"id\":1,\"result\":true",
    "GET / HTTP/1.1",
  };

  /// Beyond those of any submit.
  private static final int FIRST_ID = 1 << 28;

  private final World world;
  private final Rig rig;
  private final Luck luck;
  private final SplittableRandom chance;
  private int ids;

  Mischief(World world, Rig rig, Luck luck, SplittableRandom chance) {
    this.world = world;
    this.rig = rig;
    this.luck = luck;
    this.chance = chance;
  }

  /// A share has just been handed in.
  void perhaps() {
    MinerEnd end = rig.end();
    Work work = rig.work();
    if (chance.nextDouble() >= world.scenario.mischief() || end == null || work == null) {
      return;
    }
    switch (chance.nextInt(12)) {
      case 0, 1 -> twice(work);
      case 2, 3 -> ofAnOldJob();
      case 4 -> bogus(Fault.BOGUS_SHARE, work, work.extranonce2Size(), 0, null);
      case 5 ->
          bogus(
              Fault.WRONG_EXTRANONCE2,
              work,
              work.extranonce2Size() + (chance.nextBoolean() ? 1 : -1),
              0,
              null);
      case 6 -> bogus(Fault.WRONG_BITS, work, work.extranonce2Size(), 0, outsideMask());
      case 7 ->
          bogus(
              Fault.WRONG_NTIME,
              work,
              work.extranonce2Size(),
              chance.nextBoolean() ? -7 : 9000,
              null);
      case 8 -> {
        world.happens(Fault.WRONG_WORKER);
        rig.submit(luck.find(work, false, null), "w.nobody", work.told().jobId());
      }
      case 9 -> {
        world.happens(Fault.SUGGESTION);
        double wish = Math.pow(2, chance.nextInt(-4, 20));
        end.says(new MinerMessage.SuggestDifficulty(RequestId.of(nextId()), wish));
      }
      case 10 -> {
        world.happens(Fault.SLOW_READER);
        end.stopReading(chance.nextLong(600 * Agenda.SECOND));
      }
      default -> {
        world.happens(Fault.MINER_NONSENSE);
        String text = NONSENSE[chance.nextInt(NONSENSE.length)].replace("%d", "" + nextId());
        byte[] line = text.getBytes(StandardCharsets.US_ASCII);
        end.says(world.codec.readMiner(line, 0, line.length));
      }
    }
  }

  private int nextId() {
    return FIRST_ID + ids++;
  }

  private void twice(Work work) {
    world.happens(Fault.DUPLICATE);
    Found found = luck.find(work, false, null);
    rig.submit(found);
    world.agenda.after(
        chance.nextBoolean() ? 0 : chance.nextLong(3 * Agenda.SECOND), () -> rig.submit(found));
  }

  private void ofAnOldJob() {
    Work before = rig.before();
    if (before != null) {
      world.happens(Fault.OLD_JOB);
      boolean block = chance.nextInt(5) == 0; // more often than by chance: it must go through
      rig.submit(block ? luck.findBlock(before) : luck.find(before, false, null));
    }
  }

  private int outsideMask() {
    return (chance.nextInt() & ~rig.versionMask()) | 1;
  }

  private void bogus(Fault fault, Work work, int size, int seconds, @Nullable Integer bits) {
    world.happens(fault);
    rig.submit(
        luck.found(
            work,
            size,
            work.told().ntime() + seconds,
            bits,
            false,
            fault == Fault.WRONG_NTIME ? work.difficulty() : 0x1p-28));
  }
}
