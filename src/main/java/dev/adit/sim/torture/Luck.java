package dev.adit.sim.torture;

import dev.adit.stratum.HexBytes;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The shares that one rig finds: worth as much as chance has it.
final class Luck {
  private final World world;
  private final Rig rig;
  private final SplittableRandom chance;

  Luck(World world, Rig rig, SplittableRandom chance) {
    this.world = world;
    this.rig = rig;
    this.chance = chance;
  }

  /// A share of this work, worth as much as chance has it.
  Found find(Work on, boolean honest, @Nullable Integer versionBits) {
    int rolled = (int) Math.min(60, (world.now() - on.sinceNanos()) / Agenda.SECOND);
    return found(
        on, on.extranonce2Size(), on.told().ntime() + rolled, versionBits, honest, worth(on));
  }

  Found findBlock(Work on) {
    double worth = Scenario.TORTURE_NETWORK * 1.5;
    return found(on, on.extranonce2Size(), on.told().ntime(), null, false, worth);
  }

  private double worth(Work on) {
    return on.difficulty() / (1 - chance.nextDouble()) * (1 + 1e-9);
  }

  Found found(Work on, int size, int ntime, @Nullable Integer bits, boolean honest, double worth) {
    byte[] extranonce2 = new byte[Math.max(0, size)];
    chance.nextBytes(extranonce2);
    Found found =
        new Found(
            world.shares.nextNonce(),
            rig,
            on,
            HexBytes.of(extranonce2),
            ntime,
            bits,
            worth,
            DrawnJudge.hash(worth, chance.nextLong()),
            honest,
            world.now());
    world.shares.add(found);
    return found;
  }
}
