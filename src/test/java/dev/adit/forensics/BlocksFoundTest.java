package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.adit.aggregate.BlockFound;
import dev.adit.work.Algorithm;
import dev.adit.work.Proof;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksFoundTest {
  /// A network difficulty of 0.000244.
  private static final int EASY_NBITS = 0x1e0fffff;

  private static final double NETWORK = 0.000244;

  private final AlertBook book = new AlertBook();
  private final List<BlockFound> written = new ArrayList<>();
  private final Talk talk =
      Talk.with(new BlockProofs(written::add), new BlocksFound(book, 0.01)).begun();

  @Test
  void writesABlockDownAsSoonAsItIsHandedIn() {
    talk.job(new JobText("b").nbits(EASY_NBITS).at(talk.now())).share(Proof::block);
    assertThat(book.counts()).containsExactly(entry(Suspicion.BLOCK, 1L));
    BlockFound block = written.getFirst();
    assertThat(block.proof().block()).isTrue();
    assertThat(block.pool()).isEqualTo("main");
    assertThat(block.worker()).isEqualTo("wallet.rig1");
    assertThat(block.address()).isEqualTo("192.0.2.1:5000");
    assertThat(block.candidate().job().notification().jobId()).isEqualTo("b");
    Alert alert = book.alerts().getFirst();
    assertThat(alert.data())
        .containsEntry("hash", block.proof().blockHash().toHex())
        .containsEntry("header", block.proof().header().hex())
        .containsEntry("merkle_branch", "11".repeat(32));
    assertThat((String) alert.data().get("coinbase")).startsWith("0100000001").contains("81a0b2c3");
  }

  @Test
  void leavesBlocksOfALaneToWhoHasWrittenThemBefore() {
    Call lane =
        new Call(Call.Kind.LANE, "farm", "lane 1", "main", "h.example", 1, Algorithm.SHA256D, "");
    Talk other = talk.beside(lane).begun();
    other.job(new JobText("b").nbits(EASY_NBITS).at(talk.now())).share(Proof::block);
    assertThat(book.counts()).containsExactly(entry(Suspicion.BLOCK, 1L));
    assertThat(written).isEmpty();
  }

  @Test
  void tellsANearMiss() {
    talk.job(new JobText("b").nbits(EASY_NBITS).at(talk.now()));
    talk.share(it -> it.difficulty() > NETWORK / 50 && !it.block());
    assertThat(book.counts()).containsExactly(entry(Suspicion.NEAR_MISS, 1L));
    assertThat(written).isEmpty();
  }

  @Test
  void saysNothingOfOrdinaryShares() {
    talk.job(new JobText("b").nbits(EASY_NBITS).at(talk.now()));
    for (int i = 0; i < 20; i++) {
      talk.share(it -> it.difficulty() >= Talk.EASY && it.difficulty() < NETWORK / 101).yes();
    }
    Talk never = Talk.with(new BlocksFound(book, 0)).begun();
    never.job(new JobText("b").nbits(EASY_NBITS).at(talk.now()));
    never.share(it -> it.difficulty() > NETWORK / 50 && !it.block());
    assertThat(book.counts()).isEmpty();
  }
}
