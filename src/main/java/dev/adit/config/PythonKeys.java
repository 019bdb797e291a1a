package dev.adit.config;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Every key of the original tap's Python settings, and ours.
final class PythonKeys {
  static final String ADMIN_LISTEN = "ADMIN_LISTEN";

  static final KeyTable TABLE =
      KeyTable.parse(
          """
          LISTEN_HOST               | text    | may | 0.0.0.0         | where miners connect; "" for all addresses: `listener.bind`
          LISTEN_PORT               | count   | may | 3334            | the port there
          POOL_HOST                 | text    | may | solo.ckpool.org | the pool, a name or an address: `pool.url`
          POOL_PORT                 | count   | may | 3333            | the port there
          MINING_ADDRESS            | text    | may |                 | whose figures the pool is asked for each minute, at `https://POOL_HOST`; none for "", `None` or a placeholder: `forensics.pool_stats`
          GEEK_MODE                 | flag    | may | True            | `forensics.geek_mode`
          SHARE_DIFFICULTY_TRACKING | flag    | may | True            | `forensics.share_log`
          EXTRANONCE_FORENSICS      | flag    | may | True            | `False` makes `forensics.min_extranonce2_size` 0
          TIMING_ANALYSIS           | flag    | may | True            | `forensics.timing_log`
          NTP_VERIFICATION          | flag    | may | True            | `False` makes `forensics.ntp_servers` an empty list
          NTP_SERVERS               | texts   | may | pool.ntp.org, time.google.com, time.cloudflare.com | `forensics.ntp_servers`
          MAX_TIMESTAMP_DRIFT       | number  | may | 7200            | seconds: `forensics.max_ntime_drift`
          STALE_JOB_THRESHOLD       | number  | may | 300             | seconds: `forensics.stale_job`
          RAPID_SHARE_THRESHOLD     | number  | may | 0.005           | seconds: `forensics.rapid_share`
          MIN_EXTRANONCE2_SIZE      | count   | may | 4               | bytes: `forensics.min_extranonce2_size`
          BUFFER_SIZE               | count   | may | 16384           | not needed: Adit sizes its buffers itself
          SOCKET_TIMEOUT            | number  | may | 0.1             | not needed: Adit waits for no socket
          ADMIN_LISTEN              | address | may |                 | Adit's own, off without it: where health, metrics and live state are served: `admin.listen`
          """);

  /// Those that have no counterpart.
  static final Set<String> NOT_NEEDED = Set.of("BUFFER_SIZE", "SOCKET_TIMEOUT");

  private static final String ANY =
      TABLE.all().stream()
          .map(KnownKey::name)
          .filter(name -> !name.equals(ADMIN_LISTEN)) // a Port Relay's has it too
          .collect(Collectors.joining("|", "(?m)^(?:", ")"));

  private static final Pattern LOOKS = Pattern.compile(ANY + "[ \\t]*+(?::[^=\\n]*+)?=(?!=)");

  /// As a shell would not take it.
  private static final Pattern LOOKS_BUT_FOR_A_SHELL =
      Pattern.compile(ANY + "(?:[ \\t]++=|[ \\t]*+:|=[ \\t])");

  private PythonKeys() {}

  /// Whether a file is a settings block in Python, by its looks.
  static boolean fit(String text) {
    return LOOKS.matcher(text).find()
        && (!EnvKeys.fit(text)
            || (LOOKS_BUT_FOR_A_SHELL.matcher(text).find() && !EnvKeys.hasRelays(text)));
  }
}
