package dev.adit.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The HTTP port for health, metrics and live state.
///
/// @param listen where; null means off
/// @param user basic auth, needed for whatever changes state and for everything when `listen` is
///   not loopback
/// @param password of that user; none means that nothing but reading, on loopback, is served
/// @param pprof whether `/debug/` serves a thread dump and a flight recording, to loopback or the
///   authenticated only
/// @param openReadOnly whether `/healthz`, `/readyz`, `/status` and `/metrics` are served to anyone
///   who can reach the port, without a password
public record AdminConfig(
    @Nullable HostPort listen, String user, Secret password, boolean pprof, boolean openReadOnly) {

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    if (listen != null && !listen.isLoopback() && !password.isSet() && !openReadOnly) {
      problems.add(
          "%s.listen: \"%s\" is open to other machines and there is no password: set %s.password,"
                  .formatted(path, listen, path)
              + " or listen on \"127.0.0.1:%d\", or set %s.open_read_only = true to let anyone read"
                  .formatted(listen.port(), path));
    }
    if (user.isEmpty() || user.contains(":")) {
      problems.add(
          "%s.user: %s can't be a user name here: write one without a colon, such as \"admin\""
              .formatted(path, Node.quoted(user)));
    }
    return problems;
  }
}
