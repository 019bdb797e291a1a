package dev.adit.net;

/// What all lanes share, whatever their listener. Thread-safe.
record LaneServices(PoolDialler dialler, SlowJudges slowJudges, BlockWriter blocks) {}
