package dev.adit.config;

import java.time.Duration;
import java.util.List;

/// What a listener that carries bytes and watches what is said has besides its pools.
///
/// @param connectTimeout time to reach a pool, before the next one is tried
/// @param drain how long what is open may go on when the listener is removed
public record TapConfig(Duration connectTimeout, Duration drain) {

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    return connectTimeout.isZero()
        ? List.of(path + ".connect_timeout: \"0s\" leaves no time: write \"15s\"")
        : List.of();
  }
}
