package dev.adit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.guard.AddressKey;
import dev.adit.guard.Ban;
import dev.adit.guard.BanReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BanFileTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long MINUTE = 60_000_000_000L;

  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  BanFileTest() {}

  private static Ban ban(String address, BanReason reason, long nanos) {
    return new Ban(Objects.requireNonNull(AddressKey.parse(address)), reason, nanos);
  }

  private Path path() {
    return directory.resolve("bans");
  }

  @Test
  void givesBackWhatIsLeftOfEachBan() throws IOException {
    BanFile file = new BanFile(path());
    file.write(
        List.of(
            ban("192.0.2.7", BanReason.POINTS, 10 * MINUTE),
            ban("2001:db8:0:1::/64", BanReason.HAND, Ban.FOREVER),
            ban("192.0.2.8", BanReason.PER_MINUTE, MINUTE)),
        NOW);
    assertThat(file.read(NOW.plusSeconds(120)))
        .isEqualTo(
            new BanFile.Content(
                List.of(
                    ban("192.0.2.7", BanReason.POINTS, 8 * MINUTE),
                    ban("2001:db8:0:1::/64", BanReason.HAND, Ban.FOREVER)),
                0));
  }

  @Test
  void isReadableByPeople() throws IOException {
    new BanFile(path()).write(List.of(ban("192.0.2.7", BanReason.POINTS, MINUTE)), NOW);
    assertThat(path()).hasContent("192.0.2.7 points 2026-11-21T12:01:00Z");
    assertThat(directory).isDirectoryContaining(file -> file.endsWith("bans"));
    assertThat(directory).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
  }

  @Test
  void isEmptyWhereThereIsNoFileYet() throws IOException {
    assertThat(new BanFile(path()).read(NOW)).isEqualTo(new BanFile.Content(List.of(), 0));
  }

  @Test
  void leavesOutAndCountsWhatIsNoBan() throws IOException {
    Files.writeString(
        path(),
        """
        192.0.2.7 hand forever
        192.0.2.7 hand
        farm hand forever
        192.0.2.8 spite forever
        192.0.2.9 hand tomorrow
        """);
    BanFile.Content content = new BanFile(path()).read(NOW);
    assertThat(content.bans()).hasSize(1);
    assertThat(content.strange()).isEqualTo(4);
  }

  @Test
  void keepsTheOldFileWhereTheNewOneCanNotBeWritten() throws IOException {
    BanFile file = new BanFile(path());
    file.write(List.of(ban("192.0.2.7", BanReason.HAND, Ban.FOREVER)), NOW);
    Files.createDirectory(directory.resolve("bans.new"));
    assertThatThrownBy(() -> file.write(List.of(), NOW)).isInstanceOf(IOException.class);
    assertThat(file.read(NOW).bans()).hasSize(1);
  }
}
