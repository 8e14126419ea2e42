import { get } from './api.js';
import { el, hash, meter, replace, table } from './dom.js';
import { ago, bytes, count, duration, fee, feeRate, percent, rate } from './format.js';

const PER_PAGE = 25;
const MAX_WEIGHT = 4_000_000;

/** Blocks, one in a row. */
export function blockTable(blocks, caption, isShort) {
  const columns = [
    { title: 'Height' }, { title: 'Found' }, !isShort && { title: 'Hash' },
    { title: 'Txs', number: true }, { title: 'Size', number: true }, { title: 'Weight', number: true, wide: isShort },
    { title: 'Fees', number: true }, !isShort && { title: 'sat/vB', number: true },
    !isShort && { title: 'After', number: true },
  ];
  const rows = blocks.map((block) => {
    const known = block.weight !== undefined;
    const rates = block.feerate_percentiles;
    return [
      el('a', { href: `/block/${block.hash}` }, count(block.height)),
      ago(block.time),
      !isShort && hash(block.hash, `/block/${block.hash}`),
      count(block.nTx),
      known ? bytes(block.size) : 'not stored',
      known ? el('span', { class: 'filled' }, meter(block.weight / MAX_WEIGHT), ` ${percent(block.weight / MAX_WEIGHT)}`) : '',
      block.totalfee === undefined ? '' : fee(block.totalfee / 1e8),
      !isShort && (rates && block.nTx > 1
        ? el('span', { title: `10 % of the weight pay ${feeRate(rates[0])} or less, half ${feeRate(rates[2])}, 90 % ${feeRate(rates[4])}` }, rate(rates[2]))
        : ''),
      !isShort && (block.interval === undefined ? '' : duration(block.interval)),
    ].filter((_, i) => columns[i]);
  });
  return table(caption, columns.filter(Boolean), rows, { class: isShort ? 'short' : 'cards' });
}

/** All blocks of the chain, page by page, the last first. */
export function blocks({ query }) {
  const below = Number(query.get('below')) || 0;
  const list = el('div');
  const pages = el('nav', { class: 'pages', 'aria-label': 'More blocks' });
  return {
    title: 'Blocks',
    element: el('div', null, list, pages),
    parts: [{
      topic: below ? undefined : 'chain',
      async load(signal) {
        const data = await get(`blocks?count=${PER_PAGE}${below ? `&below=${below}` : ''}`, signal);
        replace(list, blockTable(data.blocks, 'Blocks, the last first'));
        const first = data.blocks[0]?.height ?? 0;
        const last = data.blocks.at(-1)?.height ?? 0;
        replace(pages,
          first < data.height && el('a', { href: first + PER_PAGE >= data.height ? '/blocks' : `/blocks?below=${first + 1 + PER_PAGE}` }, 'Newer'),
          last > 0 && el('a', { href: `/blocks?below=${last}` }, 'Older'));
      },
    }],
  };
}
