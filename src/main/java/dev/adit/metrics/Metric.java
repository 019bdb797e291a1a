package dev.adit.metrics;

import java.util.List;

/// Every metric of ours that `/metrics` shows. `docs/metrics.md` explains them to the operator; a
/// test compares the three.
///
/// No label holds what a stranger chose: a worker's name would let any miner grow the list.
public enum Metric {
  SHARES(
      Kind.COUNTER,
      "adit_shares",
      "Shares whose fate is known; the sum over all fates is what was received.",
      "listener",
      "pool",
      "fate"),
  SHARE_DIFFICULTY(
      Kind.COUNTER,
      "adit_share_difficulty",
      "Sum of the difficulties that accepted and local shares were judged by.",
      "listener",
      "pool"),
  PENDING_SHARES(
      Kind.GAUGE,
      "adit_pending_shares",
      "Shares handed to the pool and not answered yet.",
      "listener",
      "pool"),
  POOL_ANSWER_SECONDS(
      Kind.SUMMARY,
      "adit_pool_answer_seconds",
      "Time from handing a share to the pool to its answer.",
      "listener"),
  UNKNOWN_ANSWERS(
      Kind.COUNTER,
      "adit_unknown_answers",
      "Answers of a pool to nothing that was asked, or given twice.",
      "listener"),
  MINERS(Kind.GAUGE, "adit_miners", "Miners on a lane.", "listener"),
  CONNECTIONS(Kind.GAUGE, "adit_connections", "Open connections.", "listener"),
  CONNECTIONS_CLOSED(
      Kind.COUNTER, "adit_connections_closed", "Miners' connections ended.", "listener", "reason"),
  CONNECTIONS_REFUSED(
      Kind.COUNTER,
      "adit_connections_refused",
      "Connections ended at once, before a byte was read.",
      "listener",
      "reason"),
  LANES(Kind.GAUGE, "adit_lanes", "Pool connections that miners share.", "listener"),
  POOL_READY(
      Kind.GAUGE,
      "adit_pool_ready",
      "Lanes that this pool serves: connected, subscribed and authorised.",
      "listener",
      "pool"),
  POOL_STANDBY(
      Kind.GAUGE,
      "adit_pool_standby",
      "Lanes that this pool is ready for while another serves them.",
      "listener",
      "pool"),
  POOL_DIFFICULTY(
      Kind.GAUGE,
      "adit_pool_difficulty",
      "The pool's difficulty; the highest if lanes differ.",
      "listener",
      "pool"),
  JOB_AGE_SECONDS(
      Kind.GAUGE,
      "adit_job_age_seconds",
      "Age of the pool's last job; the oldest if lanes differ.",
      "listener",
      "pool"),
  BLOCKS(Kind.COUNTER, "adit_blocks", "Shares that met the network's target.", "listener"),
  RELAY_FLOWS_OPEN(Kind.GAUGE, "adit_relay_flows_open", "Flows of a relay that go on.", "listener"),
  RELAY_FLOWS(Kind.COUNTER, "adit_relay_flows", "Flows of a relay that have begun.", "listener"),
  RELAY_FLOW_ENDS(
      Kind.COUNTER,
      "adit_relay_flow_ends",
      "Flows of a relay that have ended.",
      "listener",
      "reason"),
  RELAY_TURNED_AWAY(
      Kind.COUNTER,
      "adit_relay_turned_away",
      "Connections without the header of a load balancer that was expected.",
      "listener"),
  RELAY_DROPPED(Kind.COUNTER, "adit_relay_dropped", "Datagrams that were not carried.", "listener"),
  RELAY_BYTES(
      Kind.COUNTER,
      "adit_relay_bytes",
      "Bytes carried: sent to targets, received from them.",
      "listener",
      "direction"),
  RELAY_TARGET_UP(
      Kind.GAUGE,
      "adit_relay_target_up",
      "Whether a relay's target is there.",
      "listener",
      "target"),
  GUARD_REFUSED(
      Kind.COUNTER,
      "adit_guard_refused",
      "Connections that the guard did not let in, or in a dry run would not have.",
      "reason",
      "mode"),
  GUARD_BANS(
      Kind.COUNTER,
      "adit_guard_bans",
      "Bans begun, or in a dry run those that would have.",
      "reason",
      "mode"),
  GUARD_CLOSED(
      Kind.COUNTER,
      "adit_guard_closed",
      "Open connections that the guard ended, or in a dry run would have.",
      "reason",
      "mode"),
  GUARD_ADDRESSES(Kind.GAUGE, "adit_guard_addresses", "Addresses that the guard remembers."),
  GUARD_BANNED_ADDRESSES(
      Kind.GAUGE, "adit_guard_banned_addresses", "Addresses that are banned now."),
  ALERTS(
      Kind.COUNTER,
      "adit_alerts",
      "How often forensics found something.",
      "kind",
      "code",
      "severity"),
  FORENSICS_CONVERSATIONS(
      Kind.GAUGE, "adit_forensics_conversations", "Connections that are listened to."),
  FORENSICS_MESSAGES(
      Kind.COUNTER, "adit_forensics_messages", "Lines of miners and pools that were heard."),
  FORENSICS_MISSED(
      Kind.COUNTER,
      "adit_forensics_missed",
      "Pieces of what was said that were not heard, for lack of time."),
  FORENSICS_SHARES(
      Kind.GAUGE,
      "adit_forensics_shares",
      "Shares that were heard, by the pool's answer; open: none yet.",
      "answer"),
  CLOCK_OFFSET_SECONDS(
      Kind.GAUGE,
      "adit_clock_offset_seconds",
      "What the time servers would add to this machine's clock."),
  CLOCK_SERVERS(Kind.GAUGE, "adit_clock_servers", "Time servers that answered last."),
  UPTIME_SECONDS(Kind.GAUGE, "adit_uptime_seconds", "Time since the start."),
  BUILD(Kind.INFO, "adit_build", "What is running.", "version", "java");

  /// How a metric behaves.
  public enum Kind {
    /// Only grows; shown with the suffix `_total`.
    COUNTER("_total"),
    GAUGE(""),
    /// Quantiles, a sum and a count.
    SUMMARY(""),
    /// Always 1; the labels are the message. Shown with the suffix `_info`.
    INFO("_info");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }
  }

  private final Kind kind;
  private final String stem;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> labels;

  Metric(Kind kind, String stem, String help, String... labels) {
    this.kind = kind;
    this.stem = stem;
    this.help = help;
    this.labels = List.of(labels);
  }

  public Kind kind() {
    return kind;
  }

  /// The name without its kind's suffix.
  public String stem() {
    return stem;
  }

  /// The name as it is read from `/metrics`.
  public String shownName() {
    return stem + kind.suffix;
  }

  public String help() {
    return help;
  }

  /// Names of the labels, in the order in which their values are given.
  public List<String> labels() {
    return labels;
  }
}
