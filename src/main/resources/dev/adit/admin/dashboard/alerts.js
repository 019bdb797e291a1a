// What forensics finds, told as it comes, and shown with the newest first.
import { clock, whole } from './format.js';
import { el, fit, say, section } from './page.js';

const KEPT = 200;
const SHOWN = 30;
const AGAIN_MILLIS = 30_000;
const LEVELS = { HIGH: 'bad', MEDIUM: 'warn' };

// One record for each finding, by its number.
class Book {
  #alerts = new Map();

  // What comes late does not undo what came before it.
  add(alert) {
    const known = this.#alerts.get(alert.id);
    if (known && known.first === alert.first && known.count > alert.count) return;
    this.#alerts.set(alert.id, alert);
    if (this.#alerts.size > KEPT) this.#alerts.delete(this.newest().at(-1).id);
  }

  newest() {
    return [...this.#alerts.values()].sort((one, other) => other.last.localeCompare(one.last));
  }

  clear() {
    this.#alerts.clear();
  }
}

function item() {
  return el('li', {}, el('span', { class: 'severity' }), el('span', { class: 'code' }),
    el('span', { class: 'count' }), el('time'), el('p', { class: 'what' }), el('p', { class: 'whom' }));
}

function tell(node, alert, now) {
  const [severity, code, count, time, what, whom] = node.children;
  say(severity, { text: alert.severity, level: LEVELS[alert.severity] ?? '' });
  say(code, `${alert.kind}: ${alert.code}`);
  say(count, alert.count > 1 ? `${whole(alert.count)} times` : 'once');
  say(time, clock(alert.last, now));
  time.dateTime = alert.last;
  say(what, alert.description);
  say(whom, [alert.pool && `pool ${alert.pool}`, alert.miner && `miner ${alert.miner}`]
    .filter(Boolean).join(', '));
}

export function alerts() {
  const book = new Book();
  const list = el('ol', { class: 'alerts', tabindex: '0', 'aria-labelledby': 'alerts-heading' });
  section('alerts').append(list);
  let now;
  let stream = null;
  let openedMillis = -AGAIN_MILLIS;

  const show = () => {
    const newest = book.newest().slice(0, SHOWN);
    section('alerts').hidden = newest.length === 0;
    fit(list, newest.length, item);
    newest.forEach((alert, i) => tell(list.children[i], alert, now));
  };
  const deaf = () => {
    stream?.close();
    stream = null;
  };
  // A stream that was refused is tried again after a while; one that breaks off comes back itself.
  const listen = (millis) => {
    if (stream?.readyState === EventSource.CLOSED) deaf();
    if (stream || millis - openedMillis < AGAIN_MILLIS) return;
    openedMillis = millis;
    stream = new EventSource('api/v1/alerts');
    stream.addEventListener('alert', (event) => {
      book.add(JSON.parse(event.data));
      show();
    });
  };
  return {
    deaf() {
      openedMillis = -AGAIN_MILLIS;
      deaf();
    },
    forget: () => book.clear(),
    show(seen) {
      const { watch, millis } = seen;
      now = seen.now;
      if (watch.watching) {
        listen(millis);
        watch.alerts.forEach((alert) => book.add(alert));
      } else {
        deaf();
        book.clear();
      }
      show();
    },
  };
}
