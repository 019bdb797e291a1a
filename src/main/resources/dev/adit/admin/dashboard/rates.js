// How fast things go: the differences between what was counted at several looks.

const WINDOW_MILLIS = 60_000;

export class Rates {
  #samples = [];

  // What is older than the window says nothing of now; nor does what was before Adit was started
  // anew, or before a clock was set.
  add({ status, relays, millis }) {
    const before = this.#samples.at(-1);
    const began = millis - 1000 * status.uptime_seconds;
    if (before && Math.abs(began - before.began) > 5000) this.#samples = [];
    const counts = new Map();
    for (const it of status.listeners) {
      if (it.shares) counts.set(`shares ${it.name}`, it.shares.received);
    }
    for (const relay of relays) {
      this.#bytes(counts, `relay ${relay.name}`, relay);
      for (const it of relay.talkers) this.#bytes(counts, `talker ${relay.name} ${it.address}`, it);
    }
    this.#samples = this.#samples.filter((it) => millis - it.millis <= WINDOW_MILLIS);
    this.#samples.push({ millis, began, counts });
  }

  #bytes(counts, name, of) {
    counts.set(`${name} sent`, of.bytes_sent);
    counts.set(`${name} received`, of.bytes_received);
  }

  // Of the last minute, or as much of it as has been seen; a reload may have brought the listener.
  sharesPerMinute(listener) {
    const name = `shares ${listener}`;
    return 60 * this.#rate(this.#samples.find((it) => it.counts.has(name)), name);
  }

  // Since the last look; `way` is `sent` or `received`.
  ofRelay(name, way) {
    return this.#rate(this.#samples.at(-2), `relay ${name} ${way}`);
  }

  ofTalker(relay, address, way) {
    return this.#rate(this.#samples.at(-2), `talker ${relay} ${address} ${way}`);
  }

  // A second; NaN where it is not known, as of a talker one of whose flows has ended.
  #rate(from, name) {
    const to = this.#samples.at(-1);
    if (!from || from === to) return NaN;
    const difference = to.counts.get(name) - from.counts.get(name);
    return difference >= 0 ? (1000 * difference) / (to.millis - from.millis) : NaN;
  }
}
