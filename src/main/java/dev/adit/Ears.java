package dev.adit;

import dev.adit.aggregate.BlockFound;
import dev.adit.config.AditConfig;
import dev.adit.config.ForensicsConfig;
import dev.adit.config.PoolConfig;
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

  /// Before doors open. What it listens to ends with the conversation; itself, once it is there,
  /// with the program.
  synchronized void follow(AditConfig config) {
    ForensicsConfig how = config.forensics();
    Forensics ears = forensics;
    if (how == null) {
      doors.watchedBy(null, List.of());
      return;
    }
    if (ears == null) {
      ears = maker.make(how, blocks);
      ears.listen(Ears::warn);
      ears.start();
      forensics = ears;
      relays.watchedBy(ears);
    } else if (!how.equals(followed)) {
      ears.tell(how);
    }
    followed = how;
    List<PoolConfig> references =
        how.referencePools().stream().flatMap(name -> config.pool(name).stream()).toList();
    doors.watchedBy(ears, references.stream().map(ProxySettings::pool).toList());
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
    Forensics ears = forensics;
    if (ears != null) {
      ears.close();
    }
  }
}
