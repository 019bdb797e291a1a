package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.PoolMessage.SetDifficulty;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The rules of the conversation; that real work is accepted is shown by `SimDirectIT`.
class PoolSideTest {
  private static final RequestId ID = RequestId.of(7);

  private final List<PoolMessage> said = new ArrayList<>();
  private final SimPoolSettings settings = new SimPoolSettings().validate(false);
  private final PoolOffice office = PoolOffice.open(settings, new StratumCodec());
  private final PoolSide side = new PoolSide(office, 0.5, 0, said::add);

  PoolSideTest() throws IOException {}

  @Test
  void saysNothingBeforeItIsAsked() {
    side.onTick(0);
    side.setDifficulty(2);
    assertThat(side.takes(office.nextJob(false))).isFalse();
    assertThat(said).isEmpty();
  }

  @Test
  void givesDifficultyAndACleanJobOnceSubscribedAndAuthorized() {
    authorize("wallet.rig");
    assertThat(said).hasSize(1);
    subscribe();
    assertThat(said.subList(2, 4))
        .satisfiesExactly(
            difficulty -> assertThat(difficulty).isEqualTo(new SetDifficulty(0.5)),
            job -> assertThat(((Notify) job).clean()).isTrue());
  }

  @Test
  void grantsTheBitsThatItHasAndRefusesWhatItDoesNotKnow() {
    side.on(
        new MinerMessage.Configure(
            ID, List.of("version-rolling", "info", "fly"), 0xff00ffff, null, null),
        0);
    assertThat(((Answer) said.getFirst()).result())
        .contains("\"version-rolling.mask\":\"1f00e000\"")
        .contains("\"info\":true")
        .contains("\"fly\":false");
  }

  @Test
  void refusesShares() {
    assertThat(submit("wallet.rig", currentJob(), 8)).contains("25");
    subscribe();
    assertThat(submit("wallet.rig", currentJob(), 8)).contains("24");
    authorize("wallet.rig");
    assertThat(submit("wallet.other", currentJob(), 8)).contains("24");
    assertThat(submit("wallet.rig", "none", 8)).contains("21");
    assertThat(submit("wallet.rig", currentJob(), 7)).contains("20");
    assertThat(submit("wallet.rig", currentJob(), 8)).isEqualTo("null");
  }

  @Test
  void forgetsOldJobsAtANewBlock() {
    subscribe();
    authorize("wallet.rig");
    String old = currentJob();
    next(false);
    assertThat(submit("wallet.rig", old, 8)).isEqualTo("null");
    next(true);
    assertThat(submit("wallet.rig", old, 8)).contains("21");
  }

  private void next(boolean newBlock) {
    assertThat(side.takes(office.nextJob(newBlock))).isTrue();
  }

  private String currentJob() {
    return office.board().current().jobId();
  }

  private void subscribe() {
    side.on(new MinerMessage.Subscribe(ID, "test", null), 0);
  }

  private void authorize(String user) {
    side.on(new MinerMessage.Authorize(ID, user, "x"), 0);
  }

  /// The error of the answer.
  private String submit(String worker, String jobId, int extranonce2Size) {
    HexBytes extranonce2 = HexBytes.of(new byte[extranonce2Size]);
    side.on(
        new MinerMessage.Submit(
            ID, worker, jobId, extranonce2, office.board().current().ntime(), 0, null),
        0);
    return ((Answer) said.getLast()).error();
  }
}
