package dev.adit.forensics.ntp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadTest {
  /// A busy machine.
  private static final long A_WHILE = 60_000;

  @TempDir private Path directory;

  private long leadAfter(String uptime) throws IOException {
    return new Lead(Files.writeString(directory.resolve("uptime"), uptime)).getAsLong();
  }

  @Test
  void sleepCountsAsTimeThatHasPassed() throws IOException {
    long before = leadAfter("1000.50 3000.00\n");
    // Eight hours later by a clock of the day that has not moved: it was set back.
    assertThat(leadAfter("29800.50 3000.00\n") - before).isCloseTo(-28_800_000, within(A_WHILE));
  }

  @Test
  void whereTheMachineDoesNotTellSinceWhenItRunsJavasClockCounts() throws IOException {
    long known = new Lead(directory.resolve("nothing")).getAsLong();
    assertThat(leadAfter("no number")).isCloseTo(known, within(A_WHILE));
  }
}
