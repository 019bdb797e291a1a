package dev.adit.sim.torture;

import dev.adit.stratum.PoolMessage;
import java.util.List;
import java.util.SplittableRandom;

/// What goes wrong around the lane, and when.
final class Weather {
  private static final long SECOND = Agenda.SECOND;
  private static final double SECONDS_BETWEEN_FAULTS = 60;
  private static final int[] MASKS = {0x1fffe000, 0x00ffe000, 0, 0x1fffe000, 0x00006000};
  private static final int[] UNUSABLE = {0, 1, 17};

  private final World world;
  private final Proxy proxy;
  private final List<Site> sites;
  private final List<Rig> rigs;
  private final SplittableRandom chance;
  private boolean over;

  Weather(World world, Proxy proxy, List<Site> sites, List<Rig> rigs) {
    this.world = world;
    this.proxy = proxy;
    this.sites = sites;
    this.rigs = rigs;
    this.chance = world.chance();
  }

  void begin(long endNanos) {
    nextBlock();
    for (int i = 0; i < world.scenario.drops(); i++) {
      Site site = sites.get(chance.nextInt(sites.size()));
      boolean abrupt = chance.nextBoolean();
      world.agenda.at(chance.nextLong(world.now(), endNanos), () -> site.drop(abrupt));
    }
    if (world.scenario.faulty()) {
      sites.forEach(this::nextFault);
      rigs.forEach(this::nextLeave);
      nextPause();
    }
  }

  /// From now on nothing new goes wrong.
  void end() {
    over = true;
    for (Site site : sites) {
      site.door = Site.Door.OPEN;
      site.mood = Mood.FAIR;
    }
  }

  private void later(double meanSeconds, Runnable then) {
    world.agenda.after(
        (long) (chance.nextExponential() * meanSeconds * 1e9),
        () -> {
          if (!over) {
            then.run();
          }
        });
  }

  /// All pools hear of a block within a second.
  private void nextBlock() {
    later(
        world.scenario.blockSeconds(),
        () -> {
          for (Site site : sites) {
            world.agenda.after(chance.nextLong(SECOND), site::newBlock);
          }
          nextBlock();
        });
  }

  private void nextPause() {
    later(
        900,
        () -> {
          world.happens(Fault.PAUSE);
          proxy.pause(chance.nextLong(chance.nextBoolean() ? SECOND : 40 * SECOND));
          nextPause();
        });
  }

  private void nextLeave(Rig rig) {
    later(
        world.scenario.restless() ? 6 : 900,
        () -> {
          int away = world.scenario.restless() ? 2 : 20;
          boolean halfOpen = chance.nextInt(4) == 0;
          world.happens(halfOpen ? Fault.HALF_OPEN : Fault.HANG_UP);
          rig.leave(halfOpen ? chance.nextLong(90 * SECOND) : 0, chance.nextLong(away * SECOND));
          if (chance.nextInt(4) == 0) { // comes, and is off at once
            world.agenda.after(
                20 * SECOND + chance.nextLong(SECOND), () -> rig.leave(0, 5 * SECOND));
          }
          nextLeave(rig);
        });
  }

  private void nextFault(Site site) {
    later(
        SECONDS_BETWEEN_FAULTS,
        () -> {
          strike(site);
          nextFault(site);
        });
  }

  private void strike(Site site) {
    switch (chance.nextInt(14)) {
      case 0, 1 -> site.drop(chance.nextBoolean());
      case 2 -> shut(site, chance.nextBoolean() ? Site.Door.SHUT : Site.Door.HANGING);
      case 3 -> refuse(site);
      case 4 -> fallSilent(site);
      case 5 -> {
        world.happens(Fault.NEW_EXTRANONCE);
        if (!site.keepsExtranonce1()) {
          site.extranonce2Size = site.usableSize();
          int size = site.extranonce2Size;
          site.talks().forEach(talk -> talk.giveExtranonce(site.extranonce1(), size));
        }
      }
      case 6 -> {
        world.happens(Fault.UNUSABLE_EXTRANONCE);
        int size = UNUSABLE[chance.nextInt(UNUSABLE.length)];
        site.talks().forEach(talk -> talk.giveExtranonce(site.extranonce1(), size));
      }
      case 7 -> {
        world.happens(Fault.NEW_MASK);
        site.versionMask = MASKS[chance.nextInt(MASKS.length)];
        site.talks().forEach(talk -> talk.giveMask(site.versionMask));
      }
      case 8, 9 -> {
        world.happens(Fault.NEW_DIFFICULTY);
        site.difficulty = world.scenario.poolDifficulty() * Math.pow(2, chance.nextInt(-4, 5));
        site.talks().forEach(talk -> talk.giveDifficulty(site.difficulty));
      }
      case 10 -> sendAway(site);
      case 11 -> talkNonsense(site);
      default -> site.mood = chance.nextInt(3) == 0 ? Mood.FOUL : Mood.ODD;
    }
    if (chance.nextInt(6) == 0) {
      site.mood = Mood.FAIR;
    }
  }

  private void shut(Site site, Site.Door door) {
    site.door = door;
    site.drop(true);
    world.agenda.after(chance.nextLong(180 * SECOND), () -> site.door = Site.Door.OPEN);
  }

  private void refuse(Site site) {
    site.refusesUser = true;
    site.drop(false);
    world.agenda.after(chance.nextLong(60 * SECOND), () -> site.refusesUser = false);
  }

  private void fallSilent(Site site) {
    world.happens(Fault.SILENT_POOL);
    site.silent = true;
    world.agenda.after(chance.nextLong(240 * SECOND), () -> site.silent = false);
  }

  private void sendAway(Site site) {
    int where = chance.nextInt(3);
    world.happens(
        where == 0
            ? Fault.RECONNECT_ABROAD
            : where == 1 ? Fault.RECONNECT_HOME : Fault.RECONNECT_SUBDOMAIN);
    String host = where == 0 ? "evil.example" : where == 1 ? site.host() : "eu." + site.host();
    PoolMessage message = new PoolMessage.Reconnect(host, 3333, chance.nextInt(20));
    site.talks().forEach(talk -> talk.says(message));
  }

  private void talkNonsense(Site site) {
    world.happens(Fault.POOL_NONSENSE);
    for (PoolTalk talk : site.talks()) {
      talk.says(
          switch (chance.nextInt(5)) {
            case 0 -> new PoolMessage.Garbage("no JSON");
            case 1 -> new PoolMessage.ShowMessage("hello");
            case 2 -> new PoolMessage.Unknown("mining.set_goal", "[\"x\"]");
            case 3 -> new PoolMessage.Ping(talk.anyId());
            default -> new PoolMessage.GetVersion(talk.anyId());
          });
    }
  }
}
