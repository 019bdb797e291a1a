package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SessionRoomTest {

  @Test
  void leavesHalfOfTheDescriptorsToOthers() {
    SessionRoom room = SessionRoom.within(OptionalInt.of(5));
    assertThat(room.take()).isTrue();
    assertThat(room.take()).isTrue();
    assertThat(room.take()).isFalse();
    room.give();
    assertThat(room.take()).isTrue();
    assertThat(room.take()).isFalse();
  }

  @Test
  void hasNoEndWhereNoLimitIsKnown() {
    assertThat(SessionRoom.within(OptionalInt.empty()).take()).isTrue();
  }
}
