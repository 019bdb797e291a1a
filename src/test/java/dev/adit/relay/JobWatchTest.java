package dev.adit.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.SendProxy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobWatchTest {
  private static final String SUBSCRIBED = "{\"id\":1,\"result\":[[],\"f0\",8],\"error\":null}\n";
  private static final String JOB =
      "{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"a\",\"%s\",\"00\",\"00\",[],"
              .formatted("0".repeat(64))
          + "\"20000000\",\"1703ffff\",\"66000000\",true]}\n";

  private final EmbeddedChannel pool = new EmbeddedChannel();
  private final List<String> outcomes = new ArrayList<>();
  private final JobWatch watch =
      new JobWatch(problem -> outcomes.add(problem == null ? "well" : problem));

  @AfterEach
  void close() {
    pool.finishAndReleaseAll();
  }

  private void says(String text) {
    pool.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
  }

  private String heard() {
    ByteBuf written = pool.readOutbound();
    String text = written.toString(US_ASCII);
    written.release();
    return text;
  }

  @Test
  void subscribesAndNothingElse() {
    watch.begin(pool);
    assertThat(heard())
        .isEqualTo("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"adit-health\"]}\n");
    says(SUBSCRIBED);
    assertThat(pool.outboundMessages()).isEmpty();
  }

  @Test
  void aJobIsHealthWhateverCameBefore() {
    watch.begin(pool);
    says(SUBSCRIBED);
    says("{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[1]}\nwhat?\n");
    assertThat(outcomes).isEmpty();
    says(JOB.substring(0, 50));
    says(JOB.substring(50));
    assertThat(outcomes).containsExactly("well");
  }

  @Test
  void knowsWhatItWaitsFor() {
    watch.begin(pool);
    assertThat(watch.waitingFor()).contains("does not answer mining.subscribe");
    says(SUBSCRIBED);
    assertThat(watch.waitingFor()).contains("gives no job", "check = \"tcp\"");
  }

  @Test
  void aRefusalIsNoHealth() {
    watch.begin(pool);
    says("{\"id\":1,\"result\":null,\"error\":[20,\"go away\",null]}\n");
    assertThat(outcomes).containsExactly("it refuses mining.subscribe");
  }

  @Test
  void norIsHangingUp() {
    watch.begin(pool);
    pool.close().syncUninterruptibly();
    assertThat(outcomes).containsExactly("it closed the connection before it gave a job");
  }

  @Test
  void aLineWithoutEndIsNotKept() {
    watch.begin(pool);
    for (int i = 0; i < 1100 && outcomes.isEmpty(); i++) {
      says("x".repeat(1024));
    }
    assertThat(outcomes).containsExactly("it sends a line that is too long");
  }

  @Test
  void saysInAHeaderThatItComesForItself() {
    ProxyGreeting.sendLocal(SendProxy.V1, pool);
    watch.begin(pool);
    assertThat(heard()).isEqualTo("PROXY UNKNOWN\r\n");
    EmbeddedChannel binary = new EmbeddedChannel();
    ProxyGreeting.sendLocal(SendProxy.V2, binary);
    binary.flush();
    ByteBuf header = binary.readOutbound();
    assertThat(header.toString(US_ASCII)).isEqualTo("\r\n\r\n\0\r\nQUIT\n \0\0\0");
    header.release();
    binary.finishAndReleaseAll();
  }
}
