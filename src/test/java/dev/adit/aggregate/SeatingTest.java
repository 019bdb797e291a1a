package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.metrics.ShareFate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Miners on their way from one pool to another.
class SeatingTest {

  @Nested
  class Adrift {

    /// Invariant 2: it can only connect anew, but until then it is told what its work is worth.
    @Test
    void hearsOfItsSharesThoughTheNextPoolDiesToo() {
      LaneWorld world = new LaneWorld(FailoverTest.settings(true, false, "main", "backup"));
      world.miner().hangsUp();
      PoolEnd main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      main.job("m1", true);
      PoolEnd backup = world.open("backup", "bbbbbbbb", 8, ANYTHING);
      backup.job("b1", true);
      List<MinerEnd> miners = Stream.generate(() -> world.mining("w.rig")).limit(600).toList();
      MinerEnd last = miners.getLast();
      String job = last.jobId();
      main.breaks();
      world.seconds(0.5);
      backup.breaks();
      last.take();
      last.submits("w.rig", job, "00000000", 1);
      assertThat(last.take()).singleElement().asString().contains("[21,");
      assertThat(world.count(ShareFate.STALE)).isOne();
      world.seconds(3);
      assertThat(last.closed).isEqualTo(CloseReason.EXTRANONCE_CHANGED);
    }
  }
}
