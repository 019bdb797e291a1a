package dev.adit;

import dev.adit.admin.GatewayView;
import dev.adit.sim.MinerTotals;
import dev.adit.sim.PoolTotals;

/// The demo as of one moment: what the gateway sees, what the pool credited, what the miners did.
record DemoState(long nanos, GatewayView gateway, PoolTotals pool, MinerTotals miners) {}
