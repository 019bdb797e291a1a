package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StratumErrorTest {

  @Test
  void isWrittenAsTheClassicArray() {
    assertThat(new StratumError(21, "Job not found").json())
        .isEqualTo("[21,\"Job not found\",null]");
  }

  @Test
  void findsTheCodeInEveryShapeThatPoolsUse() {
    assertThat(StratumError.codeIn("[21,\"Job not found\",null]")).isEqualTo(21);
    assertThat(StratumError.codeIn("[ 23 , \"Low\", null ]")).isEqualTo(23);
    assertThat(StratumError.codeIn("{\"code\":22,\"message\":\"duplicate share\"}")).isEqualTo(22);
    assertThat(StratumError.codeIn("{\"message\":\"block 900000\",\"code\":24}")).isEqualTo(24);
  }

  @Test
  void isOtherWhereThereIsNoCode() {
    assertThat(StratumError.codeIn("\"Stale\"")).isEqualTo(StratumError.OTHER);
    assertThat(StratumError.codeIn("null")).isEqualTo(StratumError.OTHER);
    assertThat(StratumError.codeIn("[]")).isEqualTo(StratumError.OTHER);
    assertThat(StratumError.codeIn("[\"12\"]")).isEqualTo(StratumError.OTHER);
  }
}
