// Draws a line over heights, with what it says in words and in a table.

import { el, svg } from './dom.js';
import { count } from './format.js';

const HIGH = 190;
const LEFT = 76;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 24;

/** Round numbers between two values, about four of them. */
function ticks(least, most) {
  const rough = (most - least) / 4 || Math.abs(most) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const all = [];
  for (let value = Math.ceil(least / step) * step; value <= most + step * 1e-6; value += step) {
    all.push(value);
  }
  return all;
}

/**
 * @param {{id: string, title: string, points: {height: number}[], value: (point: object) => number,
 *     write: (value: number) => string, mark?: {value: number, text: string}}} plot
 * @param {number} width there is
 */
export function draw(plot, width) {
  const { points, value, write, mark } = plot;
  const values = points.map(value);
  const lowest = Math.min(0, ...values);
  const highest = Math.max(...values, mark?.value ?? 0, Number.MIN_VALUE);
  const wide = Math.max(280, Math.floor(width));
  const first = points[0].height;
  const last = points.at(-1).height;
  const x = (height) => LEFT + ((wide - LEFT - RIGHT) * (height - first)) / Math.max(1, last - first);
  const y = (number) => TOP + ((HIGH - TOP - BOTTOM) * (highest - number)) / (highest - lowest || 1);
  const line = points.map((point, i) => `${x(point.height).toFixed(1)},${y(values[i]).toFixed(1)}`);
  const base = y(lowest).toFixed(1);

  const cursor = svg('g', { class: 'cursor', visibility: 'hidden' },
    svg('line', { y1: TOP, y2: HIGH - BOTTOM }), svg('circle', { r: 4 }));
  const readout = el('p', { class: 'readout', 'aria-live': 'polite' });
  const words = `${plot.title} from block ${count(first)} to ${count(last)}: `
    + `lowest ${write(Math.min(...values))}, highest ${write(Math.max(...values))}, last ${write(values.at(-1))}.`;
  readout.textContent = words;
  const drawing = svg('svg', {
    class: 'plot', viewBox: `0 0 ${wide} ${HIGH}`, width: wide, height: HIGH, tabindex: 0,
    role: 'img', 'aria-label': `${words} Arrow keys read it point by point.`,
  },
  ticks(lowest, highest).map((tick) => [
    svg('line', { class: 'grid', x1: LEFT, x2: wide - RIGHT, y1: y(tick), y2: y(tick) }),
    svg('text', { class: 'axis y', x: LEFT - 8, y: y(tick) + 4 }, write(tick)),
  ]),
  svg('text', { class: 'axis', x: LEFT, y: HIGH - 6 }, count(first)),
  svg('text', { class: 'axis end', x: wide - RIGHT, y: HIGH - 6 }, count(last)),
  svg('polygon', { class: 'area', points: `${x(first)},${base} ${line.join(' ')} ${x(last)},${base}` }),
  svg('polyline', { class: 'curve', points: line.join(' ') }),
  mark && svg('line', { class: 'mark', x1: LEFT, x2: wide - RIGHT, y1: y(mark.value), y2: y(mark.value) }),
  mark && svg('text', { class: 'axis end mark-text', x: wide - RIGHT, y: y(mark.value) - 5 }, mark.text),
  cursor);

  let at = points.length;
  function read(i) {
    at = Math.max(0, Math.min(points.length - 1, i));
    const px = x(points[at].height);
    cursor.setAttribute('visibility', 'visible');
    cursor.firstChild.setAttribute('x1', px);
    cursor.firstChild.setAttribute('x2', px);
    cursor.lastChild.setAttribute('cx', px);
    cursor.lastChild.setAttribute('cy', y(values[at]));
    readout.textContent = `Block ${count(points[at].height)}, ${new Date(points[at].time * 1000).toLocaleString()}: ${write(values[at])}`;
  }
  function rest() {
    cursor.setAttribute('visibility', 'hidden');
    readout.textContent = words;
    at = points.length;
  }
  drawing.addEventListener('pointermove', (event) => {
    const box = drawing.getBoundingClientRect();
    const part = ((event.clientX - box.left) * wide / box.width - LEFT) / (wide - LEFT - RIGHT);
    read(Math.round(part * (points.length - 1)));
  });
  drawing.addEventListener('pointerleave', rest);
  drawing.addEventListener('blur', rest);
  drawing.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      read(at + step);
    }
  });
  return [drawing, readout];
}
