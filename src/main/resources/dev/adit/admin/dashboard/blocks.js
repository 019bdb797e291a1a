// Blocks found: rare enough to be celebrated.
import { clock, difficulty, period, whole } from './format.js';
import { both, el, say, section, table } from './page.js';

const FRESH_MILLIS = 15 * 60_000;

// On a test network every share may be a block; a feast a minute is enough.
const FEAST_MILLIS = 60_000;

export function blocks() {
  let now;
  const list = table('blocks', [
    { name: 'Worker', text: true, of: (it) => both(it.worker, it.address) },
    { name: 'Found', of: (it) => clock(it.time, now) },
    { name: 'Pool', text: true, of: (it) => it.pool },
    { name: 'Share difficulty', of: (it) => difficulty(it.difficulty) },
    { name: 'Block', text: true, of: (it) => it.hash },
  ], 10);
  const home = section('celebration');
  let feastMillis = -Infinity;
  let celebrated = '';

  const celebrate = (block, millis) => {
    celebrated = block.hash;
    const again = millis - feastMillis > FEAST_MILLIS;
    if (again || !home.firstElementChild) {
      feastMillis = millis;
      home.replaceChildren(el('div', { class: 'block' },
        el('strong'), el('p', { class: 'who' }), el('p', { class: 'hash' }), el('p', { class: 'ago', 'aria-live': 'off' })));
    }
    const [title, who, hash] = home.firstElementChild.children;
    say(title, 'Block found!');
    say(who, `by ${block.worker || block.address} for pool ${block.pool}`);
    say(hash, block.hash);
  };

  return (seen) => {
    const { status, millis } = seen;
    now = seen.now;
    const latest = status.latest_blocks;
    list(latest);
    section('blocks').querySelector('h2').textContent =
      status.blocks > 1 ? `Blocks found: ${whole(status.blocks)}` : 'Blocks found';
    const newest = latest[0];
    const age = newest ? now - Date.parse(newest.time) : Infinity;
    if (!newest || age > FRESH_MILLIS) {
      home.replaceChildren();
      return;
    }
    if (newest.hash !== celebrated) celebrate(newest, millis);
    say(home.querySelector('.ago'), `${clock(newest.time, now)}, ${period(Math.max(1, age / 1000))} ago`);
  };
}
