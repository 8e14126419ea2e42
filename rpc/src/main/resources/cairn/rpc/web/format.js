// Writes numbers, amounts and times for people.

import { el } from './dom.js';

const SATS = 100_000_000;
let unitName = 'BTC';

export function setUnit(name) {
  unitName = name;
}

export function unit() {
  return unitName;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const four = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

export function count(number) {
  return whole.format(number);
}

export function plural(number, one, many) {
  return `${count(number)} ${number === 1 ? one : many ?? `${one}s`}`;
}

export function sats(coins) {
  return Math.round(coins * SATS);
}

/** An amount, with all its decimals that are not zero, but two at least. */
export function coins(amount) {
  const text = amount.toFixed(8).replace(/0{1,6}$/, '');
  const [before, after] = text.split('.');
  return `${before.replace(/\B(?=(\d{3})+$)/g, ',')}.${after} ${unitName}`;
}

/** A fee, which is small: in satoshis. */
export function fee(amount) {
  const number = sats(amount);
  return number >= SATS / 100 ? coins(amount) : `${count(number)} sat`;
}

export function rate(number) {
  return number >= 100 ? count(number) : number >= 10 ? number.toFixed(1).replace(/\.0$/, '')
    : number.toFixed(2).replace(/\.?0+$/, '');
}

export function feeRate(number) {
  return `${rate(number)} sat/vB`;
}

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

/** A number with a prefix, such as 1.23 M. */
export function scaled(number, what) {
  let step = 0;
  while (Math.abs(number) >= 1000 && step < PREFIXES.length - 1) {
    number /= 1000;
    step++;
  }
  return `${three.format(number)} ${PREFIXES[step]}${what}`;
}

export function bytes(number) {
  return scaled(number, 'B');
}

export function hashRate(number) {
  return scaled(number, 'H/s');
}

/** Difficulties are tiny on networks for tests, and enormous on the main one. */
export function difficulty(number) {
  if (number >= 1e6) {
    return scaled(number, '');
  }
  return number > 0 && number < 0.001 ? number.toExponential(2) : four.format(number);
}

export function percent(part) {
  return part > 0 && part < 0.001 ? '<0.1 %' : `${(part * 100).toFixed(part > 0 && part < 0.01 ? 1 : 0)} %`;
}

/** How long something took or takes, in its two largest units. */
export function duration(seconds) {
  const sign = seconds < 0 ? '−' : '';
  let left = Math.round(Math.abs(seconds));
  const parts = [];
  for (const [size, name] of [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']]) {
    if (left >= size || (size === 1 && parts.length === 0)) {
      parts.push(`${Math.floor(left / size)} ${name}`);
      left %= size;
    }
  }
  return sign + parts.slice(0, 2).join(' ');
}

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

function utc(seconds) {
  return new Date(seconds * 1000).toISOString().replace('T', ' ').replace('.000Z', ' UTC');
}

/** A moment, by the clock of whoever looks; UTC is in its title. */
export function moment(seconds) {
  return el('time', { datetime: new Date(seconds * 1000).toISOString(), title: utc(seconds) },
    clock.format(seconds * 1000));
}

/** How long ago a moment is; kept up to date by {@link tick}. */
export function ago(seconds) {
  return el('time', {
    datetime: new Date(seconds * 1000).toISOString(),
    title: `${clock.format(seconds * 1000)} (${utc(seconds)})`,
    'data-ago': seconds,
  }, agoText(seconds));
}

function agoText(seconds) {
  const past = Date.now() / 1000 - seconds;
  if (Math.abs(past) < 1) {
    return 'now';
  }
  return past < 0 ? `in ${coarse(-past)}` : `${coarse(past)} ago`;
}

function coarse(seconds) {
  return seconds < 60 ? `${Math.floor(seconds)} s` : duration(seconds).split(' ').slice(0, 2).join(' ');
}

/** Sets all that is said to be so long ago right. */
export function tick() {
  for (const node of document.querySelectorAll('[data-ago]')) {
    const text = agoText(Number(node.dataset.ago));
    if (node.textContent !== text) {
      node.textContent = text;
    }
  }
}

/** What a coinbase says in letters, as far as it does. */
export function readable(hex) {
  const runs = [];
  let run = '';
  for (let i = 0; i + 1 < hex.length; i += 2) {
    const code = parseInt(hex.slice(i, i + 2), 16);
    if (code >= 0x20 && code < 0x7f) {
      run += String.fromCharCode(code);
    } else {
      runs.push(run);
      run = '';
    }
  }
  runs.push(run);
  return runs.filter((text) => text.length >= 4).join(' · ');
}
