import { get } from './api.js';
import { el, empty, replace, section, table } from './dom.js';
import { count, difficulty, duration, hashRate, moment } from './format.js';
import { draw } from './plot.js';

const SPANS = [[144, 'Last 144 blocks'], [2016, 'Last 2,016'], [0, 'All']];

/** Difficulty, interval and hash rate over time. */
export function charts({ query }) {
  const asked = query.get('blocks');
  const span = SPANS.some(([blocks]) => String(blocks) === asked) ? Number(asked) : SPANS[0][0];
  const plots = {
    hashrate: el('div', { class: 'plot-box' }),
    difficulty: el('div', { class: 'plot-box' }),
    interval: el('div', { class: 'plot-box' }),
  };
  const numbers = el('div');
  let data = null;

  function redraw() {
    if (!data) {
      return;
    }
    const kinds = [
      { id: 'hashrate', title: 'Hash rate', value: (point) => point.hashrate, write: hashRate },
      { id: 'difficulty', title: 'Difficulty', value: (point) => point.difficulty, write: difficulty },
      {
        id: 'interval', title: 'Time between blocks', value: (point) => point.interval, write: duration,
        mark: { value: data.target_spacing, text: `aim: ${duration(data.target_spacing)}` },
      },
    ];
    for (const kind of kinds) {
      const box = plots[kind.id];
      if (box.contains(document.activeElement)) {
        continue; // somebody reads it by keys
      }
      box.replaceChildren(...(data.points.length < 2 ? [empty('There are too few blocks for a line.')]
        : draw({ ...kind, points: data.points }, box.clientWidth || 600)));
    }
  }
  new ResizeObserver(redraw).observe(plots.hashrate);

  return {
    title: 'Charts',
    element: el('div', null,
      el('nav', { class: 'pages', 'aria-label': 'Span' }, SPANS.map(([blocks, name]) =>
        el('a', { href: `/charts?blocks=${blocks}`, 'aria-current': blocks === span ? 'true' : undefined }, name))),
      section('Hash rate', 'hashrate', plots.hashrate),
      section('Difficulty', 'difficulty', plots.difficulty),
      section('Time between blocks', 'interval', plots.interval),
      el('details', null, el('summary', null, 'In numbers'), numbers)),
    parts: [{
      topic: 'chain',
      millis: 2000,
      async load(signal) {
        data = await get(`charts?blocks=${span}`, signal);
        redraw();
        replace(numbers, table('Hash rate, difficulty and time between blocks by height',
          [{ title: 'Block' }, { title: 'Time' }, { title: 'Hash rate', number: true }, { title: 'Difficulty', number: true }, { title: 'Between blocks', number: true }],
          [...data.points].reverse().map((point) => [
            el('a', { href: `/block/${point.height}` }, count(point.height)), moment(point.time),
            hashRate(point.hashrate), difficulty(point.difficulty), duration(point.interval)])));
      },
    }],
  };
}
