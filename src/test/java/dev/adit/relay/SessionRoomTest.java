package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionRoomTest {

  @Test
  void leavesHalfOfTheHouseToOthers() {
    SessionRoom room = new SessionRoom(() -> 5);
    assertThat(room.take()).isTrue();
    assertThat(room.take()).isTrue();
    assertThat(room.take()).isFalse();
    room.give();
    assertThat(room.take()).isTrue();
    assertThat(room.take()).isFalse();
  }

  @Test
  void hasNoEndWhereNoLimitIsKnown() {
    assertThat(new SessionRoom(() -> 0).take()).isTrue();
  }
}
