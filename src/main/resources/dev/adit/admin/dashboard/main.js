// Adit's dashboard. Looks, never touches: it only reads what the API tells.
import { alerts } from './alerts.js';
import { blocks } from './blocks.js';
import { forensics } from './forensics.js';
import { clock } from './format.js';
import { guard } from './guard.js';
import { mining } from './mining.js';
import { say, section } from './page.js';
import { Rates } from './rates.js';
import { relays } from './relays.js';
import { follow } from './source.js';
import { summary } from './summary.js';

const rates = new Rates();
const findings = alerts();
const panels = [summary(), forensics(), blocks(), mining(), relays(), guard()];
const trouble = section('trouble');

// Adit tells of both clocks in whole seconds, and takes a moment to answer.
const SLACK_MILLIS = 5000;

let last = null;
let silentSince = 0;

// What was found by an Adit that began at another moment is no finding of this one.
function began(seen) {
  return seen.now - 1000 * seen.status.uptime_seconds;
}

follow({
  onLook(seen) {
    // A newer Adit brings a newer page.
    if (last && last.status.version !== seen.status.version) location.reload();
    if (last && Math.abs(began(seen) - began(last)) > SLACK_MILLIS) findings.forget();
    last = seen;
    silentSince = 0;
    trouble.hidden = true;
    document.body.classList.remove('old');
    rates.add(seen);
    panels.forEach((show) => show(seen, rates));
    findings.show(seen);
  },
  onFailure(problem) {
    // By Adit's clock, as far as it was ever heard.
    const now = Date.now() + (last ? last.now - last.millis : 0);
    silentSince ||= now;
    const below = last ? ' What is below was so before.' : '';
    say(trouble, `${problem}. No figures since ${clock(silentSince, now)}; this page goes on trying.${below}`);
    trouble.hidden = false;
    document.body.classList.add('old');
    document.title = 'no answer · Adit';
  },
  onHidden: () => findings.deaf(),
});
