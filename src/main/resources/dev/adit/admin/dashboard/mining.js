// Listeners, pools, lanes and workers.
import { difficulty, hashrate, NONE, percent, seconds, whole } from './format.js';
import { both, table } from './page.js';

const FATES = ['rejected', 'stale', 'duplicate', 'low', 'local', 'lost'];

// Of all shares those that were accepted, here or by the pool; NaN before the first.
export function acceptRate(shares) {
  return shares ? (shares.accepted + shares.local) / shares.received : NaN;
}

export function rated(fraction) {
  const level = fraction > 0.95 ? '' : fraction > 0.9 ? 'warn' : 'bad';
  return { text: percent(fraction), level: Number.isFinite(fraction) ? level : '' };
}

const sum = (counts) => Object.values(counts).reduce((all, it) => all + it, 0);

// Whatever else became of shares, where it was anything: local ones are too low for the pool.
function otherFates({ shares }) {
  return FATES.filter((fate) => shares[fate] > 0)
    .map((fate) => `${whole(shares[fate])} ${fate}`).join(', ') || NONE;
}

function poolState(pool) {
  if (pool.ready) return { text: 'serving', level: 'good' };
  if (pool.standby > 0) return { text: 'standby', level: 'good' };
  return pool.lanes > 0 ? { text: 'not ready', level: 'bad' } : 'not connected';
}

function laneState(lane) {
  if (lane.ready) return { text: 'ready', level: 'good' };
  return lane.miners > 0 ? { text: 'waits for a pool', level: 'bad' } : 'idle';
}

export function mining() {
  let rates;
  const pools = table('pools', [
    { name: 'Pool', text: true, of: (it) => it.name },
    { name: 'State', text: true, of: poolState },
    { name: 'Lanes', of: (it) => whole(it.lanes) },
    { name: 'Job age', of: (it) => seconds(it.job_age_seconds) },
    { name: 'Difficulty', of: (it) => difficulty(it.difficulty) },
    { name: 'Accepted', of: (it) => whole(it.shares.accepted) },
    { name: 'Other shares', text: true, of: otherFates },
    { name: 'Accept rate', of: (it) => rated(acceptRate(it.shares)) },
  ]);
  const workers = table('workers', [
    { name: 'Worker', text: true, of: (it) => it.worker },
    { name: 'Hash rate', of: (it) => hashrate(it.hashes_per_second) },
    { name: 'Shares', of: (it) => whole(it.ok) },
    { name: 'Refused', of: (it) => whole(it.bad) },
    { name: 'Share every', of: (it) => seconds(it.seconds_per_share || NaN) },
    { name: 'Answers in', of: (it) => seconds(it.latency_seconds || NaN) },
  ]);
  const listeners = table('listeners', [
    { name: 'Listener', text: true, of: (it) => it.name },
    { name: 'Mode', text: true, of: (it) => it.mode },
    { name: 'Address', text: true, of: (it) => it.address },
    { name: 'Connections', of: (it) => whole(it.connections) },
    { name: 'Miners', of: (it) => whole(it.miners) },
    { name: 'Shares/min', of: (it) => whole(Math.round(rates.sharesPerMinute(it.name))) },
    { name: 'Refused', of: (it) => whole(sum(it.refused)) },
  ]);
  const lanes = table('lanes', [
    { name: 'Lane', text: true, of: (it) => `${it.listener} at ${it.pool}` },
    { name: 'State', text: true, of: laneState },
    { name: 'Miners', of: (it) => whole(it.miners) },
    { name: 'Job age', of: (it) => seconds(it.job_age_seconds) },
    { name: 'Difficulty', of: (it) => difficulty(it.difficulty) },
    { name: 'Pending', of: (it) => whole(it.pending_shares) },
    { name: 'Answers in', of: ({ answer_seconds: it }) =>
      both(seconds(it.p50 || NaN), `99 % in ${seconds(it.p99 || NaN)}`) },
  ]);
  return ({ status }, latest) => {
    rates = latest;
    pools(status.pools);
    workers(status.workers);
    listeners(status.listeners);
    lanes(status.lanes);
  };
}
