package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.forensics.ntp.ClockReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // JUnit sets the annotated field
  ReplayTest() {}

  /// Reports nearly everything that it hears, with all that it knows.
  private static List<Witness.Source> gossip(AlertBook book) {
    return List.of(new Gossip(book));
  }

  private static final class Gossip implements Witness.Source {
    private final AlertBook book;
    private int ticks;

    Gossip(AlertBook book) {
      this.book = book;
    }

    @Override
    public Witness attend(Conversation conversation) {
      return seen -> {
        Suspicion what =
            switch (seen) {
              case Observation.ShareUnanswered _ -> Suspicion.SHARES_UNANSWERED;
              case Observation.StrayAnswer _ -> Suspicion.ANSWERED_TWICE;
              case Observation.ShareAnswered _ -> Suspicion.REJECTED;
              case Observation.ExtranonceGiven _ -> Suspicion.EXTRANONCE1_CHANGED;
              case Observation.Unread _ -> Suspicion.OTHER_CHAIN;
              case Observation.Missed _ -> Suspicion.BLOCK_UNANSWERED;
              case Observation.Ended _ -> Suspicion.TAG_CHANGES;
              default -> null;
            };
        if (what != null) {
          // Shares have no equals; what matters of them is what they are worth.
          String text =
              seen instanceof Observation.ShareAnswered(_, SeenShare share, ShareAnswer answer)
                  ? share.difficulty() + " " + answer
                  : seen instanceof Observation.ShareUnanswered ? "late" : seen.toString();
          book.report(conversation.call(), seen.at(), what, text, Map.of("ticks", ticks));
        }
      };
    }

    @Override
    public void onClock(ClockReading reading, Moment at) {
      book.report(null, at, Suspicion.CLOCK_JUMPED, reading.toString(), Map.of());
    }

    @Override
    public void onTick(Moment now) {
      ticks++;
      if (ticks == 100) {
        book.report(null, now, Suspicion.TIME_SERVERS_SILENT, "tick", Map.of());
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    }
  }

  private AlertBook live(long mostBytes) {
    AlertBook book = new AlertBook();
    Journal journal = new Journal(new FileRoom(directory, mostBytes, 1_000));
    Talk talk = Talk.with(journal, gossip(book).getFirst()).begun().goodShare();
    Talk other = talk.beside(Talk.call("[2001:db8::7]:4711", "other")).begun();
    talk.after(Duration.ofMillis(1_234)).clocked(-3_500).job("2").share(_ -> true).no(23, "low");
    other.pool("{\"id\":77,\"result\":true,\"error\":null}").miner("no JSON");
    talk.after(Duration.ofSeconds(7)).goodShare().share(_ -> true);
    talk.after(Duration.ofSeconds(90));
    other.bytes(Party.POOL, new byte[Lines.LONGEST_BYTES + 5]).pool("").goodShare();
    talk.afterGap(Party.POOL, "rest").pool("{\"id\":9,\"result\":true,\"error\":null}");
    other.end();
    talk.after(Duration.ofSeconds(15));
    journal.close();
    return book;
  }

  private static List<Alert> inOrder(AlertBook book) {
    return book.alerts().reversed().stream()
        .sorted((a, b) -> Long.compare(a.number(), b.number()))
        .toList();
  }

  @Test
  void findsWhatWasFoundLive() throws IOException {
    AlertBook book = live(1 << 20);
    Replay.Result again = Replay.of(files(), ReplayTest::gossip);
    assertThat(again.whole()).isTrue();
    assertThat(again.alerts()).isEqualTo(inOrder(book));
    assertThat(again.alerts().stream().map(Alert::what))
        .contains(
            Suspicion.SHARES_UNANSWERED,
            Suspicion.ANSWERED_TWICE,
            Suspicion.REJECTED,
            Suspicion.OTHER_CHAIN,
            Suspicion.BLOCK_UNANSWERED,
            Suspicion.TAG_CHANGES,
            Suspicion.TIME_SERVERS_SILENT);
  }

  @Test
  void standsStillWhereAditDid() throws IOException {
    AlertBook book = new AlertBook();
    Journal journal = new Journal(new FileRoom(directory, 1 << 20, 3));
    Talk talk = Talk.with(journal, jobTime(book)).begun().after(Duration.ofSeconds(2));
    long before = talk.now().time().getEpochSecond();
    talk.stopped(Duration.ofHours(3));
    talk.job(Talk.notify("old", before, "ab", true, 0x1703ffff));
    journal.close();
    assertThat(book.alerts()).isEmpty();
    Replay.Result again = Replay.of(files(), found -> List.of(jobTime(found)));
    assertThat(again.whole()).isTrue();
    assertThat(again.alerts()).isEmpty();
  }

  private static JobTime jobTime(AlertBook book) {
    return new JobTime(book, Duration.ofHours(2), false);
  }

  @Test
  void findsItInManyFilesToo() throws IOException {
    AlertBook book = live(2_048);
    assertThat(files()).hasSizeGreaterThan(3);
    assertThat(Replay.of(files(), ReplayTest::gossip).alerts()).isEqualTo(inOrder(book));
  }

  @Test
  void understandsTheMiddleOfAConversation() throws IOException {
    live(2_048);
    List<Path> files = files();
    List<Observation> seen = new ArrayList<>();
    Replay.Result middle = Replay.of(files.subList(2, files.size()), _ -> List.of(_ -> seen::add));
    assertThat(middle.whole()).isTrue();
    assertThat(seen)
        .filteredOn(Observation.ExtranonceGiven.class::isInstance)
        .allMatch(
            it ->
                ((Observation.ExtranonceGiven) it).how()
                    == Observation.ExtranonceGiven.How.ANNOUNCED)
        .isNotEmpty();
  }

  @Test
  void understandsAConversationThatWasThereBeforeTheJournal() throws IOException {
    Talk talk = Talk.with().begun();
    Journal journal = new Journal(new FileRoom(directory, 1 << 20, 3));
    talk.heardBy(journal).yes().job("2").goodShare();
    journal.close();
    List<Observation> seen = new ArrayList<>();
    assertThat(Replay.of(files(), _ -> List.of(_ -> seen::add)).whole()).isTrue();
    assertThat(seen).noneMatch(Observation.StrayAnswer.class::isInstance);
    assertThat(seen)
        .filteredOn(Observation.ShareAnswered.class::isInstance)
        .map(it -> (Observation.ShareAnswered) it)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.share().proof()).isNotNull();
              assertThat(it.answer().least().value()).isEqualTo(Talk.EASY);
              assertThat(it.share().difficulty()).isEqualTo(talk.lastShare());
            });
  }

  @Test
  void beginsAnewWhereTheJournalDoes() throws IOException {
    live(1 << 20);
    List<Integer> runs = new ArrayList<>();
    live(1 << 20);
    Replay.Result both =
        Replay.of(
            files(),
            book -> {
              runs.add(runs.size());
              return gossip(book);
            });
    assertThat(both.whole()).isTrue();
    assertThat(runs).hasSize(2);
  }

  @Test
  void stopsWhereTheJournalIsBroken() throws IOException {
    live(2_048);
    List<Path> files = files();
    Replay.Result result =
        Replay.of(List.of(files.get(0), files.get(2), files.get(1)), ReplayTest::gossip);
    assertThat(result.whole()).isFalse();
    assertThat(result.files()).hasSize(2);
  }

  @Test
  void bearsADetectorThatFails() throws IOException {
    live(1 << 20);
    Replay.Result result =
        Replay.of(
            files(),
            _ ->
                List.of(
                    _ ->
                        seen -> {
                          throw new IllegalStateException("for the test");
                        }));
    assertThat(result.faults()).isPositive();
    assertThat(result.files().getFirst().broken()).isNull();
  }
}
