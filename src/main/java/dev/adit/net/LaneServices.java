package dev.adit.net;

import dev.adit.guard.Guard;

/// What all lanes share, whatever their listener. Thread-safe.
record LaneServices(PoolDialler dialler, SlowJudges slowJudges, BlockWriter blocks, Guard guard) {}
