package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Pools beside each other, when a block is found.
class NewBlocksTest {
  private final AlertBook book = new AlertBook();
  private final NewBlocks blocks = new NewBlocks(book);
  private final Talk main = Talk.with(blocks).begun();
  private final Talk other = main.beside(Talk.call("192.0.2.2:1", "other")).begun();

  private static void job(Talk talk, String id, String block) {
    talk.job(new JobText(id).on(block).at(talk.now()));
  }

  @Test
  void showsAPoolThatGoesOnGivingJobsOnTheBlockBefore() {
    job(other, "2", "cd");
    main.after(Duration.ofSeconds(29));
    job(main, "2", "ab");
    assertThat(book.counts()).isEmpty();
    main.after(Duration.ofSeconds(2));
    job(main, "3", "ab");
    job(main, "4", "ab");
    assertThat(book.counts()).containsExactly(entry(Suspicion.OLD_BLOCK_JOBS, 1L));
    Alert alert = book.alerts().getFirst();
    assertThat(alert.pool()).isEqualTo("main");
    assertThat(alert.data()).containsEntry("seconds_late", 31.0).containsEntry("moved_on", "other");
  }

  @Test
  void showsAPoolThatLetsMinersWorkOnIt() {
    job(other, "2", "cd");
    main.after(Duration.ofSeconds(40)).goodShare();
    assertThat(book.counts()).containsExactly(entry(Suspicion.OLD_BLOCK_JOBS, 1L));
  }

  @Test
  void isNothingWhereTheMinerIsTheOneThatLags() {
    job(other, "2", "cd");
    main.after(Duration.ofSeconds(1)).share(it -> true);
    job(main, "2", "cd");
    main.after(Duration.ofSeconds(60)).yes();
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void isNothingWhereTheOtherPoolTakesItBack() {
    job(other, "2", "cd");
    main.after(Duration.ofSeconds(20));
    job(other, "3", "ab");
    main.after(Duration.ofSeconds(60)).goodShare();
    job(main, "2", "ab");
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void isNothingWithinOnePoolOrOnAnotherChain() {
    Talk same = main.beside(Talk.call("192.0.2.3:1", "main")).begun();
    Talk another = main.beside(Talk.call("192.0.2.4:1", "coin"));
    another.subscribed(Talk.EXTRANONCE1, 8);
    job(same, "2", "cd");
    job(another, "1", "01");
    job(another, "2", "02");
    main.after(Duration.ofSeconds(60)).goodShare();
    job(main, "2", "ab");
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void measuresWhoIsHowFarBehind() {
    for (int i = 0; i < 9; i++) {
      job(other, "o" + i, "c" + i);
      main.after(Duration.ofMillis(300));
      job(main, "m" + i, "c" + i);
      main.after(Duration.ofMinutes(10));
    }
    assertThat(blocks.behindMillis()).isEqualTo(Map.of("other", 0L, "main", 300L));
    assertThat(book.counts()).isEmpty();
  }

  @Nested
  class Empty {
    private final EmptyBlockJobs empty = new EmptyBlockJobs(book);
    private final Talk talk = Talk.with(empty).begun();

    @Test
    void tellsThatJobsStayEmpty() {
      talk.job(new JobText("2").on("cd").empty().at(talk.now())).after(Duration.ofSeconds(29));
      assertThat(book.counts()).isEmpty();
      talk.after(Duration.ofSeconds(60));
      assertThat(book.counts()).containsExactly(entry(Suspicion.EMPTY_BLOCK_JOBS, 1L));
    }

    @Test
    void tellsOnceOfEachBlockWhereConnectionsDiffer() {
      Talk other = talk.beside(Talk.call("192.0.2.2:1", "main")).begun();
      talk.job(new JobText("2").on("cd").empty().at(talk.now()));
      other.job(new JobText("3").on("ce").empty().at(talk.now()));
      talk.after(Duration.ofMinutes(5)).end();
      assertThat(book.counts()).containsExactly(entry(Suspicion.EMPTY_BLOCK_JOBS, 2L));
    }

    @Test
    void measuresForHowLong() {
      for (int i = 0; i < 5; i++) {
        talk.job(new JobText("e" + i).on("c" + i).empty().at(talk.now()));
        talk.after(Duration.ofMillis(2_500));
        talk.job(new JobText("f" + i).on("c" + i).at(talk.now())).after(Duration.ofMinutes(10));
      }
      assertThat(empty.emptyMillis()).isEqualTo(Map.of("main", 2_500L));
      assertThat(book.counts()).isEmpty();
    }
  }
}
