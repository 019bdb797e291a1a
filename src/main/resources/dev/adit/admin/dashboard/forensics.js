// What was heard of miners and pools: the figures, and each of both.
import { decimal, difficulty, hashrate, millis, NONE, period, seconds, whole } from './format.js';
import { rated } from './mining.js';
import { both, figures, table } from './page.js';

const DAY_SECONDS = 86_400;

function verdict(found) {
  const told = ['HIGH', 'MEDIUM', 'LOW'].filter((severity) => found[severity] > 0)
    .map((severity) => `${whole(found[severity])} ${severity}`);
  if (told.length === 0) return { text: 'nothing suspicious', level: 'good' };
  return { text: told.join(', '), level: found.HIGH > 0 ? 'bad' : found.MEDIUM > 0 ? 'warn' : '' };
}

// What the time servers would add to this machine's clock.
function offset(clock) {
  if (clock.servers === 0) return clock.asked > 0 ? { text: 'servers silent', level: 'warn' } : 'local';
  return `${clock.offset_ms > 0 ? '+' : ''}${whole(clock.offset_ms)} ms`;
}

// The part of the measured hash rate that the pool's own figures admit.
function claimed(stats) {
  const claim = stats.claimed?.hashes_per_second_1h ?? stats.claimed?.hashes_per_second;
  const measured = stats.measured?.hashes_per_second_1h;
  return Number.isFinite(claim) && measured > 0 ? `${decimal((100 * claim) / measured)} %` : NONE;
}

function perHour(rate) {
  return Number.isFinite(rate) ? `${whole(Math.round(rate))}/h` : NONE;
}

// Nearly all have more than they could ever search.
function exhausts(value) {
  return value > DAY_SECONDS ? '> 1 day' : seconds(value ?? NaN);
}

export function forensics() {
  const all = figures('security');
  const miners = table('watched-miners', [
    { name: 'Worker', text: true, of: (it) => both(it.worker, `${it.address}, ${it.pool}`) },
    { name: 'Hash rate', of: (it) => hashrate(it.hashes_per_second) },
    { name: 'Shares', of: (it) => both(whole(it.shares), perHour(it.shares_per_hour)) },
    { name: 'Accept rate', of: (it) => rated(it.accepted / (it.accepted + it.rejected)) },
    { name: 'Best share', of: (it) => difficulty(it.best_share) },
    { name: 'Exhausts in', of: (it) => exhausts(it.seconds_to_exhaust) },
  ], 10);
  const pools = table('watched-pools', [
    { name: 'Pool', text: true, of: (it) => it.name },
    { name: 'Answers in', of: (it) => both(millis(it.answer_ms?.p50), `99 % in ${millis(it.answer_ms?.p99)}`) },
    { name: 'Job every', of: (it) => millis(it.job_gap_ms?.p50) },
    { name: 'Behind', of: (it) => millis(it.new_block_behind_ms ?? NaN) },
    { name: 'Extranonce', text: true, of: (it) => it.extranonce?.quality ?? NONE },
  ]);
  return ({ watch, now }) => {
    miners(watch.miners ?? []);
    pools(watch.pools ?? []);
    all(!watch.watching ? [] : [
      ['Security', verdict(watch.found)],
      ['Messages/s', decimal(watch.messages_per_second)],
      ['Shares/min', decimal(watch.shares_per_minute)],
      ['Accept rate', rated(watch.accept_rate)],
      ['Difficulty accepted', difficulty(watch.difficulty)],
      ['Best share', difficulty(watch.best_share)],
      ['Blocks', whole(watch.blocks)],
      ['Near misses', whole(watch.near_misses)],
      ['Job age', seconds(watch.job_age_seconds ?? NaN)],
      ['Future jobs', whole(watch.future_jobs)],
      ['Stale jobs', whole(watch.stale_jobs)],
      ['Clock offset', offset(watch.clock)],
      watch.clock.synced ? ['Clock asked', `${period((now - Date.parse(watch.clock.synced)) / 1000)} ago`] : null,
      watch.pool_stats ? ['Pool admits', claimed(watch.pool_stats)] : null,
      watch.missed > 0 ? ['Not heard', whole(watch.missed)] : null,
      watch.unread > 0 ? ['No Stratum', whole(watch.unread)] : null,
    ]);
  };
}
