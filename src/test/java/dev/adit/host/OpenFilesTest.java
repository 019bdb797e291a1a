package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max processes             95907                95907                processes
      Max open files            %s                20000                files
      """;

  OpenFilesTest() {}

  @Test
  void keepsSomeForTheProgramItself() {
    assertThat(OpenFiles.roomForMiners(LIMITS.formatted("20000"))).hasValue(19_400);
  }

  @Test
  void leavesRoomForOneAtLeast() {
    assertThat(OpenFiles.roomForMiners(LIMITS.formatted("100"))).hasValue(1);
  }

  @Test
  void isUnknownWhereThereIsNoLimit() {
    assertThat(OpenFiles.roomForMiners(LIMITS.formatted("unlimited"))).isEmpty();
    assertThat(OpenFiles.roomForMiners("")).isEmpty();
  }
}
