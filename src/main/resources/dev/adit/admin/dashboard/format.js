// Numbers for a person: three digits and a unit. NONE is what is not known.

export const NONE = '–';

const HASHRATES = ['H/s', 'kH/s', 'MH/s', 'GH/s', 'TH/s', 'PH/s', 'EH/s', 'ZH/s'];
const LETTERS = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z'];
const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

const isNumber = Number.isFinite;

function threeDigits(value) {
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

function scaled(value, units, between) {
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return threeDigits(value) + between + units[unit];
}

export function hashrate(perSecond) {
  return perSecond > 0 ? scaled(perSecond, HASHRATES, ' ') : NONE;
}

// A difficulty, with the letters that pools use.
export function difficulty(value) {
  return value > 0 ? (value < 0.9995 ? value.toPrecision(3) : scaled(value, LETTERS, '')) : NONE;
}

export function bytes(count) {
  if (!isNumber(count)) return NONE;
  return count < 999.5 ? `${Math.round(count)} B` : scaled(count, BYTES, ' ');
}

export function bytesPerSecond(rate) {
  return isNumber(rate) ? `${bytes(rate)}/s` : NONE;
}

export function whole(count) {
  return isNumber(count) ? count.toLocaleString('en') : NONE;
}

export function decimal(value) {
  return isNumber(value) ? value.toLocaleString('en', { maximumFractionDigits: 1 }) : NONE;
}

// Of a fraction from 0 to 1. What is not all shall not read as if it were.
export function percent(fraction) {
  if (!isNumber(fraction)) return NONE;
  const shown = (100 * fraction).toFixed(1);
  return `${shown === '100.0' && fraction < 1 ? '99.9' : shown} %`;
}

export function seconds(value) {
  if (!isNumber(value)) return NONE;
  if (value < 0.9995) return value > 0 ? `${threeDigits(value * 1e3)} ms` : '0 ms';
  return value < 60 ? `${threeDigits(value)} s` : period(value);
}

export function millis(value) {
  return isNumber(value) ? seconds(value / 1e3) : NONE;
}

// The two largest units of a time span.
export function period(value) {
  if (!isNumber(value)) return NONE;
  const whole = Math.floor(value);
  const parts = [
    [Math.floor(whole / 86400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts.slice(first, first + 2).filter(([count]) => count > 0).map((part) => part.join(' ')).join(' ');
}

// A moment as people here write it, the day too where it is not today.
export function clock(when, now) {
  const date = new Date(when);
  if (!isNumber(date.getTime())) return NONE;
  const time = date.toLocaleTimeString('en-GB');
  const sameDay = date.toDateString() === new Date(now).toDateString();
  return sameDay ? time : `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}
