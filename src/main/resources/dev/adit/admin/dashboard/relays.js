// Relays, how their targets are, and who talks most.
import { bytes, bytesPerSecond, whole } from './format.js';
import { both, table } from './page.js';

const LEVELS = { up: 'good', down: 'bad' };

function health(target) {
  const why = target.problem ? ` (${target.problem})` : '';
  return { text: `${target.address} ${target.state}${why}`, level: LEVELS[target.state] ?? '' };
}

const carried = (it) => it.bytes_sent + it.bytes_received;

export function relays() {
  let rates;
  const list = table('relays', [
    { name: 'Relay', text: true, of: (it) => both(it.name, it.mode) },
    { name: 'Flows', of: (it) => whole(it.open) },
    { name: 'Sent', of: (it) => both(bytesPerSecond(rates.ofRelay(it.name, 'sent')), bytes(it.bytes_sent)) },
    { name: 'Received', of: (it) =>
      both(bytesPerSecond(rates.ofRelay(it.name, 'received')), bytes(it.bytes_received)) },
    { name: 'Targets', text: true, of: (it) => it.targets.map(health) },
  ]);
  const talkers = table('talkers', [
    { name: 'Client', text: true, of: (it) => it.address },
    { name: 'Relay', text: true, of: (it) => it.relay },
    { name: 'Flows', of: (it) => whole(it.flows) },
    { name: 'Sent', of: (it) =>
      both(bytesPerSecond(rates.ofTalker(it.relay, it.address, 'sent')), bytes(it.bytes_sent)) },
    { name: 'Received', of: (it) =>
      both(bytesPerSecond(rates.ofTalker(it.relay, it.address, 'received')), bytes(it.bytes_received)) },
  ], 10);
  return (seen, latest) => {
    rates = latest;
    list(seen.relays);
    talkers(seen.relays
      .flatMap((relay) => relay.talkers.map((it) => ({ ...it, relay: relay.name })))
      .sort((one, other) => carried(other) - carried(one))
      .slice(0, 10));
  };
}
