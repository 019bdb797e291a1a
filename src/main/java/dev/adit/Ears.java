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

  /// Before doors open: what is said from now on is heard, if this configuration wants it. What is
  /// heard already goes on as before.
  synchronized void open(AditConfig config) {
    ForensicsConfig how = config.forensics();
    if (how == null) {
      watch(null, List.of());
      return;
    }
    Forensics ears = forensics;
    if (ears == null) {
      ears = maker.make(how, blocks);
      ears.listen(Ears::warn);
      ears.start();
      forensics = ears;
      followed = how;
    }
    watch(
        ears,
        how.referencePools().stream()
            .flatMap(name -> config.pool(name).stream())
            .map(ProxySettings::pool)
            .toList());
  }

  private void watch(@Nullable Forensics ears, List<PoolSettings> references) {
    relays.watchedBy(ears);
    doors.watchedBy(ears, references);
  }

  /// Once doors are open, or were left as they had been: this configuration holds.
  synchronized void follow(AditConfig config) {
    ForensicsConfig how = config.forensics();
    Forensics ears = forensics;
    if (how == null) {
      forensics = null;
      close(ears);
    } else if (ears != null && !how.equals(followed)) {
      ears.tell(how);
    }
    followed = how;
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
