// Who was kept out, thrown out and banned, and why.
import { whole } from './format.js';
import { table } from './page.js';

const REASONS = {
  banned: 'address is banned',
  denied: 'on the deny list',
  evicted: 'least valuable, when all places were taken',
  full: 'all places taken',
  hand: 'by hand',
  no_login: 'no login in time',
  pace: 'too many at once, from everywhere',
  per_ip: 'too many connections of one address',
  per_minute: 'too many new ones of one address in a minute',
  points: 'bad conduct',
};

const DEEDS = [
  ['refused', 'Connections refused'],
  ['closed', 'Connections closed'],
  ['banned', 'Bans begun'],
];

function rows(deeds, would) {
  return DEEDS.flatMap(([name, what]) =>
    Object.entries(deeds[name]).map(([reason, count]) => ({
      what: would ? `${what} (would be: dry run)` : what,
      reason: REASONS[reason] ?? reason,
      count,
    }))).filter((it) => it.count > 0);
}

export function guard() {
  const list = table('guard', [
    { name: 'What', text: true, of: (it) => it.what },
    { name: 'Why', text: true, of: (it) => it.reason },
    { name: 'How often', of: (it) => whole(it.count) },
  ], 40);
  return ({ status }) => {
    const banned = status.ratelimit.banned_ips;
    list([
      ...(banned > 0 ? [{ what: 'Addresses banned', reason: 'now', count: banned }] : []),
      ...rows(status.guard, false),
      ...rows(status.guard.would, true),
    ]);
  };
}
