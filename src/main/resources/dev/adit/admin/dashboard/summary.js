// The first line, and the figures that are to be read from across the room.
import { bytesPerSecond, hashrate, period, whole } from './format.js';
import { acceptRate, rated } from './mining.js';
import { figures, say, section } from './page.js';

const sum = (list, of) => list.reduce((all, it) => all + of(it), 0);

function pools(list) {
  const serving = list.filter((it) => it.ready).length;
  return `${serving} of ${list.length}`;
}

export function summary() {
  const show = figures('summary');
  return ({ status, relays }, rates) => {
    say(section('state'), [
      { text: status.phase, level: status.phase === 'serving' ? 'good' : 'warn' },
      `version ${status.version}`,
      `up ${period(status.uptime_seconds)}`,
    ]);
    const doors = status.listeners.filter((it) => it.shares);
    const way = (name) => sum(relays, (it) => rates.ofRelay(it.name, name));
    const miners = sum(doors, (it) => it.miners);
    const perMinute = sum(doors, (it) => rates.sharesPerMinute(it.name));
    const speed = hashrate(status.hashes_per_second);
    document.title = doors.length > 0 ? `${speed} · Adit` : 'Adit';
    show([
      ...(doors.length === 0 ? [] : [
        ['Hash rate', speed],
        ['Miners', whole(miners)],
        ['Shares/min', whole(Math.round(perMinute))],
        ['Accept rate', rated(acceptRate(status.shares))],
        ['Pools serving', pools(status.pools)],
      ]),
      ...(relays.length === 0 ? [] : [
        ['Flows', whole(sum(relays, (it) => it.open))],
        ['Sent', bytesPerSecond(way('sent'))],
        ['Received', bytesPerSecond(way('received'))],
      ]),
      status.ratelimit.banned_ips > 0
        ? ['Banned', { text: whole(status.ratelimit.banned_ips), level: 'warn' }] : null,
    ]);
  };
}
