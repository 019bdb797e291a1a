package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
  @TempDir private Path directory;

  @Test
  void theManifestIsReadAsItWasWritten() throws IOException {
    List<Trace> traces =
        List.of(
            new Trace.MadeDirectory(Path.of("/opt/adit")),
            new Trace.MadeFile(Path.of("/etc/adit/with a space.pem"), "00ff"),
            new Trace.MadeLink(Path.of("/a/b"), "/c/d"),
            new Trace.MadeUser("adit"),
            new Trace.SetKernel("net.ipv4.tcp_rmem", "4096 131072 6291456", "4096 131072 1"),
            new Trace.SetKernel("net.ipv4.ip_local_reserved_ports", "", "3333"));
    Manifest manifest = new Manifest();
    traces.forEach(manifest::add);
    Path file = Files.writeString(directory.resolve("m"), manifest.text());
    assertThat(Manifest.read(file).traces()).isEqualTo(traces);
    assertThat(Manifest.read(file).backwards()).isEqualTo(traces.reversed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "sock - /x", "kernel net.x 4", "rm -rf /"})
  void whatIsNoManifestIsNotObeyed(String line) throws IOException {
    Path file = Files.writeString(directory.resolve("m"), line + "\n");
    assertThatThrownBy(() -> Manifest.read(file)).isInstanceOf(IOException.class);
  }
}
