package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenerViewTest {

  /// A tap is shown as relays are, and only so.
  @ParameterizedTest
  @EnumSource(Mode.class)
  void hasLanesWhereItSpeaksStratum(Mode mode) {
    ListenerView listener =
        new ListenerView("door", mode.toString(), "127.0.0.1:1", 0, Map.of(), List.of(), null);
    assertThat(listener.isForMiners()).isEqualTo(mode == Mode.PROXY);
  }
}
