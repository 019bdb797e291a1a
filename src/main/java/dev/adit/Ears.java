package dev.adit;

import dev.adit.aggregate.BlockFound;
import dev.adit.aggregate.PoolSettings;
import dev.adit.config.AditConfig;
import dev.adit.config.ForensicsConfig;
import dev.adit.forensics.Alert;
import dev.adit.forensics.Forensics;
import dev.adit.forensics.Severity;
import dev.adit.net.Doors;
import dev.adit.net.QuietLog;
import dev.adit.relay.Relays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Who listens to what miners and pools say, where the configuration wants it.
final class Ears implements AutoCloseable {
  private static final QuietLog WARNINGS =
      new QuietLog(LoggerFactory.getLogger("forensics"), Level.WARN, 10);

  private final Doors doors;
  private final Relays relays;
  private final Maker maker;
  private final Consumer<BlockFound> blocks;
  private volatile @Nullable Forensics forensics;

  /// Made for a configuration of which it is not yet certain that it will hold.
  private @Nullable Forensics ready;

  private @Nullable ForensicsConfig followed;

  /// Makes what listens.
  interface Maker {
    Forensics make(ForensicsConfig how, Consumer<BlockFound> blocks);
  }

  /// @param blocks is given what miners find at taps; it must not wait
  Ears(Doors doors, Relays relays, Maker maker, Consumer<BlockFound> blocks) {
    this.doors = doors;
    this.relays = relays;
    this.maker = maker;
    this.blocks = blocks;
  }

  /// Before doors open: what is said from now on is kept to be heard, if this configuration wants
  /// it and nobody hears yet. Nobody is asked for anything yet, and nothing written.
  synchronized void open(AditConfig config) {
    ForensicsConfig how = config.forensics();
    if (how != null && forensics == null) {
      ready = maker.make(how, blocks);
      ready.listen(Ears::warn);
      watch(ready);
    }
  }

  private void watch(@Nullable Forensics ears) {
    relays.watchedBy(ears);
    doors.watchedBy(ears);
  }

  /// Doors are left as they had been: so is this.
  synchronized void withdraw() {
    if (ready != null) {
      watch(null);
      close(ready);
      ready = null;
    }
  }

  /// Once doors are open: this configuration holds.
  synchronized void follow(AditConfig config) {
    ForensicsConfig how = config.forensics();
    Forensics before = forensics;
    if (how == null) {
      watch(null);
      forensics = null;
      close(before);
    } else if (ready != null) {
      ready.start();
      forensics = ready;
      ready = null;
    } else if (before != null && !how.equals(followed)) {
      before.tell(how);
    }
    followed = how;
    doors.referTo(how == null ? List.of() : references(config, how));
  }

  private static List<PoolSettings> references(AditConfig config, ForensicsConfig how) {
    return how.referencePools().stream()
        .flatMap(name -> config.pool(name).stream())
        .map(ProxySettings::pool)
        .toList();
  }

  /// What a stranger said may be in it; it shall not write lines of its own.
  private static void warn(Alert alert) {
    if (alert.what().severity() == Severity.HIGH) {
      String line =
          "%s, pool %s, miner %s: %s"
              .formatted(alert.what().code(), alert.pool(), alert.miner(), alert.description());
      WARNINGS.say(line.replaceAll("\\p{Cntrl}", "?"));
    }
  }

  @Nullable Forensics forensics() {
    return forensics;
  }

  @Override
  public void close() {
    close(forensics);
  }

  private static void close(@Nullable Forensics ears) {
    if (ears != null) {
      ears.close();
    }
  }
}
