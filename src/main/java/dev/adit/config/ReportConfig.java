package dev.adit.config;

import java.time.Duration;

/// The periodic report in the log: per worker accepted, rejected, latency, cadence, estimated
/// hashrate.
///
/// @param every zero means never
public record ReportConfig(Duration every) {}
