package dev.adit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.forensics.Eavesdropper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// T44: what goes in at a tap comes out, byte for byte, whatever becomes of those who listen.
@Timeout(300)
@SuppressWarnings("try") // to be interrupted while it closes is for the test to fail
class TapExactnessIT {
  private static final long SEED = 44;
  private static final long MUCH = 100L << 20;
  private static final long SOME = 8L << 20;
  private static final long LITTLE = 300_000;

  @TempDir private Path directory;
  private ServerSocket pool;

  @SuppressWarnings("NullAway.Init") // set before each test
  TapExactnessIT() {}

  @BeforeEach
  void listen() throws Exception {
    pool = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    pool.close();
  }

  private RelayGate tap(Eavesdropper listening) throws Exception {
    RelayGate gate = new RelayGate(directory, "tap", "127.0.0.1", listening::make);
    String pools = TapIT.pools("main", "stratum+tcp://127.0.0.1:" + pool.getLocalPort());
    // It would ban a miner that speaks such Stratum.
    gate.open(pools + "[guard]\nallow = [\"127.0.0.1\"]\n");
    return gate;
  }

  /// Both say theirs at once, and each must hear exactly what the other says.
  private void carry(RelayGate gate, ByteStream.Kind kind, long bytes) throws Exception {
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.setSoTimeout(0);
      var there = new ByteStream(kind, bytes, SEED).saying(miner);
      var back = new ByteStream(kind, bytes, SEED + 1).saying(served);
      var heardThere = ByteStream.hearing(served);
      var heardBack = ByteStream.hearing(miner);
      assertThat(heardThere.get(240, TimeUnit.SECONDS)).isEqualTo(there.get());
      assertThat(heardBack.get(240, TimeUnit.SECONDS)).isEqualTo(back.get());
    }
  }

  private static long bytes(ByteStream.Kind kind) {
    return kind == ByteStream.Kind.FRAGMENTS ? LITTLE : SOME;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("T44 streams of every kind, both ways at once, while all is heard")
  void carriesEveryKind(ByteStream.Kind kind) throws Exception {
    Eavesdropper listening = Eavesdropper.forgetful();
    try (RelayGate gate = tap(listening)) {
      carry(gate, kind, bytes(kind));
      gate.awaitEnds(1);
      assertThat(gate.view().ended()).containsEntry("closed", 1L);
      assertThat(gate.view().sent()).isEqualTo(bytes(kind));
      assertThat(gate.view().received()).isEqualTo(bytes(kind));
      Eventually.holds(() -> listening.ended() == 1);
      assertThat(listening.faults()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("T44 streams of every kind, while the analyser fails at everything")
  void carriesEveryKindPastAnAnalyserThatFails(ByteStream.Kind kind) throws Exception {
    Eavesdropper failing = Eavesdropper.failing();
    try (RelayGate gate = tap(failing)) {
      carry(gate, kind, bytes(kind));
      Eventually.holds(() -> failing.ended() == 1);
      assertThat(failing.faults()).isPositive();
    }
  }

  @Test
  @DisplayName("T44 100 MB each way, while all is heard")
  void carriesMuch() throws Exception {
    try (RelayGate gate = tap(Eavesdropper.forgetful())) {
      carry(gate, ByteStream.Kind.BINARY, MUCH);
    }
  }

  @Test
  @DisplayName("T44 100 MB each way, while the analyser stands still: what does not fit is counted")
  void carriesMuchPastAnAnalyserThatStandsStill() throws Exception {
    Eavesdropper paused = Eavesdropper.attentive();
    try (RelayGate gate = tap(paused)) {
      paused.pause();
      carry(gate, ByteStream.Kind.BINARY, MUCH);
      assertThat(paused.missed()).isPositive();
      assertThat(paused.calls()).isEmpty();
      paused.resume();
      Eventually.holds(() -> paused.ended() == 1);
      hearsTheNext(gate, paused);
    }
  }

  /// Whoever talks when there is room again is heard.
  private void hearsTheNext(RelayGate gate, Eavesdropper listening) throws Exception {
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      CompletableFuture<Void> said =
          CompletableFuture.runAsync(() -> Talk.write(miner, "after all\n".getBytes(US_ASCII)));
      assertThat(served.getInputStream().readNBytes(10)).asString(US_ASCII).startsWith("after all");
      said.get(60, TimeUnit.SECONDS);
      Eventually.holds(() -> listening.lines().contains("MINER after all"));
    }
  }
}
