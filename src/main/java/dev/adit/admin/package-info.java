/// HTTP for the operator: health, metrics, live state, the dashboard.
///
/// Rule: plumbing. It reads snapshots and never runs on a lane, so that nobody who looks can slow
/// down a miner.
///
/// Start reading where the routes are listed.
@NullMarked
package dev.adit.admin;

import org.jspecify.annotations.NullMarked;
