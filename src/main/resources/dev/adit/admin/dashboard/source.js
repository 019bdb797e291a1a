// Asks Adit how it is: again and again, while somebody may see the page.

const PERIOD_MILLIS = 2000;
const PATIENCE_MILLIS = 8000;

async function ask(path) {
  let answer;
  try {
    answer = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  } catch {
    throw new Error('Adit does not answer');
  }
  if (answer.status === 401) throw new Error('Adit asks for the password: load this page again');
  if (!answer.ok) throw new Error(`Adit says: ${(await answer.text()).trim().slice(0, 200) || answer.status}`);
  return { said: await answer.json(), now: Date.parse(answer.headers.get('Date')) };
}

// `now` is by Adit's clock, which all moments that it tells are by; `millis` by the clock of this
// machine, which may be set wrong: good for differences alone.
async function look() {
  const [status, relays, watch] = await Promise.all(
    ['status?top=20', 'api/v1/relays', 'api/v1/alerts?top=20'].map(ask));
  return { status: status.said, relays: relays.said, watch: watch.said, now: status.now, millis: Date.now() };
}

// onLook is given what Adit says, onFailure an error in words, onHidden nothing.
export function follow({ onLook, onFailure, onHidden }) {
  let timer = 0;
  let looking = false;
  const turn = async () => {
    if (looking) return;
    looking = true;
    let seen = null;
    try {
      seen = await look();
    } catch (failure) {
      onFailure(failure.message);
    }
    looking = false;
    if (document.hidden) return;
    timer = setTimeout(turn, PERIOD_MILLIS);
    if (seen) onLook(seen);
  };
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.hidden) {
      onHidden();
    } else {
      turn();
    }
  });
  if (!document.hidden) turn();
}
