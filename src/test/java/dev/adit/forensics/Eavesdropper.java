package dev.adit.forensics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.adit.aggregate.BlockFound;
import dev.adit.config.ForensicsConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Real forensics for tests of other packages: what it hears is kept, and it can be held up, or
/// made to fail at everything.
public final class Eavesdropper {
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<Observation> seen = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger ended = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final boolean keepsLines;
  private final boolean fails;
  private @Nullable Forensics forensics;

  private Eavesdropper(boolean keepsLines, boolean fails) {
    this.keepsLines = keepsLines;
    this.fails = fails;
  }

  public static Eavesdropper attentive() {
    return new Eavesdropper(true, false);
  }

  /// One that understands all it can and keeps nothing.
  public static Eavesdropper forgetful() {
    return new Eavesdropper(false, false);
  }

  public static Eavesdropper failing() {
    return new Eavesdropper(false, true);
  }

  /// To be made by a gateway.
  public Forensics make(ForensicsConfig how, Consumer<BlockFound> blocks) {
    Forensics made =
        new Forensics(
            new AlertBook(), new Scoreboard(0, System.nanoTime()), List.of(new Listening()));
    forensics = made;
    return made;
  }

  private Forensics forensics() {
    Forensics made = forensics;
    if (made == null) {
      throw new IllegalStateException("nothing is watched");
    }
    return made;
  }

  /// From now on nothing is heard, until [#resume()].
  public void pause() {
    forensics()
        .inTurn(
            () -> {
              try {
                goOn.await();
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            });
  }

  public void resume() {
    goOn.countDown();
  }

  public boolean isThere() {
    return forensics != null;
  }

  public long missed() {
    return forensics().missed();
  }

  public long faults() {
    return forensics().faults();
  }

  public List<Call> calls() {
    return copy(calls);
  }

  public int ended() {
    return ended.get();
  }

  /// "MINER text", "POOL text".
  public List<String> lines() {
    return copy(lines);
  }

  public <T extends Observation> List<T> seen(Class<T> kind) {
    return copy(seen).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static <T> List<T> copy(List<T> growing) {
    synchronized (growing) {
      return new ArrayList<>(growing);
    }
  }

  private final class Listening implements Witness.Source {
    @Override
    public Witness attend(Conversation conversation) {
      calls.add(conversation.call());
      return new Witness() {
        @Override
        public void on(Observation observation) {
          if (observation instanceof Observation.Ended) {
            ended.incrementAndGet();
          }
          if (fails) {
            throw new IllegalStateException("as asked for");
          }
          if (keepsLines) {
            seen.add(observation);
          }
        }

        @Override
        public void onLine(Party who, byte[] bytes, int offset, int length, Moment at) {
          if (fails) {
            throw new IllegalStateException("as asked for");
          }
          if (keepsLines) {
            lines.add(who + " " + new String(bytes, offset, length, ISO_8859_1));
          }
        }
      };
    }

    @Override
    public void onTick(Moment now) {
      if (fails) {
        throw new IllegalStateException("as asked for");
      }
    }
  }
}
