package dev.adit.config;

/// The keys of `[server.stratum_mining_config]` in an MWC node's configuration that say who may
/// connect, and what the node does where they are left out. Its other keys are about mining.
final class MwcKeys {
  static final KeyTable TABLE =
      KeyTable.parse(
          """
          ip_tracking               | flag   | may | false | whether misbehaviour bans: without it `guard.ban_points` and `guard.connect_interval` are off
          workers_connection_limit  | number | may | 10000 | connections at once: `guard.max_miners`
          ban_action_limit          | number | may | 5     | an address is banned beyond it: `guard.ban_points`
          shares_weight             | number | may | 5     | what a good share weighs: `guard.share_points`
          worker_login_timeout_ms   | number | may | -1    | time to log in: `guard.login_timeout`
          ip_pool_ban_history_s     | number | may | 3600  | how long an event counts: `guard.history`
          connection_pace_ms        | number | may | -1    | the shortest average time between connections: `guard.connect_interval`
          ip_white_list             | texts  | may |       | never banned: `guard.allow`
          ip_black_list             | texts  | may |       | never let in: `guard.deny`
          """);

  private MwcKeys() {}
}
