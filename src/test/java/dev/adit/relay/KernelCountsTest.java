package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class KernelCountsTest {

  private static String counter(String name, int packets, int bytes) {
    return "{\"counter\": {\"family\": \"inet\", \"name\": \"%s\", \"table\": \"x\", \"handle\": 5,"
            .formatted(name)
        + " \"packets\": %d, \"bytes\": %d}}".formatted(packets, bytes);
  }

  @Test
  void leavesTheHeadersOutOfWhatNftCounts() throws IOException {
    String said =
        "{\"nftables\": [{\"metainfo\": {\"version\": \"1.0.6\"}}, "
            + counter("sent4", 2, 256)
            + ", "
            + counter("received4", 1, 128)
            + ", "
            + counter("sent6", 1, 148)
            + ", "
            + counter("received6", 0, 0)
            + "]}";
    assertThat(KernelCounts.of(said)).isEqualTo(new KernelCounts(300, 100));
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThatThrownBy(() -> KernelCounts.of("Error:")).isInstanceOf(IOException.class);
  }
}
