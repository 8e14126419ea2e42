// Draws the end of the chain, and the branches beside it.

import { svg } from './dom.js';
import { ago, plural } from './format.js';

const LEAST_WIDTH = 92;
const LEAST_ON_PHONE = 74;
const PHONE = 480;
const GAP = 18;
const HIGH = 46;
const ROW = 64;
const TOP = 6;

const WORDS = {
  active: '',
  invalid: 'invalid',
  'headers-only': 'header only',
  'valid-headers': 'not verified',
  'valid-fork': 'side branch',
};

/** Gives each block off the chain a row in which no other of that height is, near its parent's. */
function rows(blocks) {
  const byHash = new Map(blocks.map((block) => [block.hash, block]));
  const taken = new Set();
  const row = new Map();
  for (const block of [...blocks].sort((a, b) => a.height - b.height)) {
    let at = 0;
    if (block.status !== 'active') {
      at = Math.max(1, row.get(byHash.get(block.previous)?.hash) ?? 1);
      while (taken.has(`${block.height}/${at}`)) {
        at++;
      }
    }
    taken.add(`${block.height}/${at}`);
    row.set(block.hash, at);
  }
  return { row, byHash };
}

/**
 * The drawing, as wide as there is room: one column for each height, the chain in the first row.
 */
export function draw(data, width) {
  const columns = Math.max(3, Math.floor(width / (width < PHONE ? LEAST_ON_PHONE : LEAST_WIDTH)));
  const step = Math.floor(width / columns);
  const box = step - GAP;
  const top = data.blocks.reduce((most, block) => Math.max(most, block.height), data.height);
  const shown = data.blocks.filter((block) => block.height > top - columns);
  const { row, byHash } = rows(shown);
  const high = Math.max(...row.values(), 0);
  const first = Math.max(top - columns + 1, 0);
  const x = (block) => (block.height - first) * step + GAP / 2;
  const y = (block) => TOP + row.get(block.hash) * ROW;
  const lines = shown.map((block) => {
    const before = byHash.get(block.previous);
    if (block.height === 0) {
      return null;
    }
    const from = before ? [x(before) + box, y(before) + HIGH / 2] : [x(block) - GAP, y(block) + HIGH / 2];
    const to = [x(block), y(block) + HIGH / 2];
    const middle = (from[0] + to[0]) / 2;
    return svg('path', {
      class: `line ${block.status}`,
      d: `M${from} C${middle},${from[1]} ${middle},${to[1]} ${to}`,
    });
  });
  const boxes = shown
    .sort((a, b) => a.height - b.height || row.get(a.hash) - row.get(b.hash))
    .map((block) => svg('a', {
      href: `/block/${block.hash}`,
      class: `box ${block.status}`,
      'aria-label': `Block ${block.height} ${WORDS[block.status]}, ${block.hash.slice(-8)}`,
    },
    svg('rect', { x: x(block), y: y(block), width: box, height: HIGH, rx: 6 }),
    svg('text', { x: x(block) + box / 2, y: y(block) + 19, class: 'height' }, String(block.height)),
    svg('text', { x: x(block) + box / 2, y: y(block) + 36, class: 'under' },
      WORDS[block.status] || (block.height === 0 ? 'genesis' : block.nTx ? plural(block.nTx, 'tx', 'txs') : '')),
    svg('title', null, `${block.hash}${WORDS[block.status] ? ` (${WORDS[block.status]})` : ''}`)));
  const wide = Math.min(columns, top - first + 1) * step;
  const tall = TOP + high * ROW + HIGH + TOP;
  const drawing = svg('svg', {
    class: 'branches', viewBox: `0 0 ${wide} ${tall}`, width: wide, height: tall,
    role: 'group', 'aria-label': summary(data, shown),
  }, lines, boxes);
  return drawing;
}

function summary(data, shown) {
  const sides = shown.filter((block) => block.status !== 'active').length;
  return `The last blocks up to ${data.height}, ${sides === 0 ? 'no side branch' : `${plural(sides, 'block')} on side branches`}`;
}

/** The branches in words. */
export function inWords(data) {
  const others = data.blocks.filter((block) => block.status !== 'active');
  const parents = new Set(others.map((block) => block.previous));
  return others.filter((block) => !parents.has(block.hash)).map((block) => [block, WORDS[block.status], ago(block.time)]);
}
