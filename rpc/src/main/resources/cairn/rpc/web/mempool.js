import { get } from './api.js';
import { el, empty, facts, hash, meter, replace, section, table } from './dom.js';
import { ago, bytes, coins, count, fee, feeRate, percent, plural, rate, sats, scaled } from './format.js';

const MOST_LATEST = 12;

/** The blocks that the mempool would make. */
export function nextBlocks(data) {
  if (data.next.length === 0) {
    return empty('Nothing waits: the next block would have its coinbase alone.');
  }
  return el('ol', { class: 'tiles' },
    data.next.map((block, i) => el('li', null,
      el('span', { class: 'tile-title' }, i === 0 ? 'Next block' : `In ${i + 1} blocks`),
      el('span', { class: 'tile-main' }, `~${feeRate(block.medianfeerate)}`),
      el('span', null, `${rate(block.minfeerate)} – ${rate(block.maxfeerate)} sat/vB`),
      el('span', null, plural(block.count, 'transaction')),
      el('span', null, `${fee(block.fee)} of fees`),
      el('span', { class: 'filled' }, meter(block.weight / data.max_weight), ` ${percent(block.weight / data.max_weight)}`))),
    data.rest.count > 0 && el('li', null,
      el('span', { class: 'tile-title' }, 'After these'),
      el('span', { class: 'tile-main' }, plural(data.rest.count, 'transaction')),
      el('span', null, `about ${plural(data.rest.blocks, 'block')}`)));
}

function bandTable(bands) {
  const most = Math.max(...bands.map((band) => band.vsize), 1);
  return table('The mempool by what its transactions pay, with those that they are mined with',
    [{ title: 'sat/vB' }, { title: 'Txs', number: true }, { title: 'Virtual size', number: true }, { title: 'Share' }],
    [...bands].reverse().map((band) => [
      band.to === undefined ? `${rate(band.from)} and more` : `${rate(band.from)} – ${rate(band.to)}`,
      count(band.count),
      scaled(band.vsize, 'vB'),
      meter(band.vsize / most),
    ]), { class: 'bands' });
}

/** The transactions that came last. They are shown as soon as it is heard of them. */
export function arrivals() {
  const element = el('div', { id: 'arrivals' });
  let rows = [];

  function show() {
    replace(element, rows.length === 0 ? empty('No transaction waits.')
      : table('The transactions that came last',
        [{ title: 'Transaction' }, { title: 'Fee', number: true, wide: true }, { title: 'sat/vB', number: true }, { title: 'vB', number: true, wide: true }, { title: 'Came', number: true }],
        rows.map((row) => [
          hash(row.txid, `/tx/${row.txid}`), fee(row.fee), rate(sats(row.fee) / row.vsize), count(row.vsize), ago(row.time),
        ])));
  }

  return {
    element,
    set(latest) {
      rows = latest;
      show();
    },
    add(data) {
      if (!rows.some((row) => row.txid === data.txid)) {
        rows = [{ txid: data.txid, fee: data.fee, vsize: data.vsize, time: Date.now() / 1000 }, ...rows].slice(0, MOST_LATEST);
        show();
      }
    },
  };
}

/** What waits to be mined. */
export function mempool() {
  const figures = el('div');
  const next = el('div');
  const bands = el('div');
  const latest = arrivals();
  return {
    title: 'Mempool',
    element: el('div', null,
      figures,
      section('Next blocks', 'next', next),
      el('div', { class: 'columns' },
        section('By fee rate', 'bands', bands),
        section('Latest transactions', 'latest', latest.element))),
    arrived: latest.add,
    parts: [{
      topic: 'mempool',
      async load(signal) {
        const data = await get('mempool', signal);
        replace(figures, facts([
          ['Transactions', count(data.size)],
          ['Virtual size', scaled(data.bytes, 'vB')],
          ['Fees', coins(data.total_fee)],
          ['Memory', `${bytes(data.usage)} of ${bytes(data.maxmempool)}`],
          ['Least fee rate', feeRate(sats(data.mempoolminfee) / 1000)],
          ['Loaded', data.loaded ? undefined : 'not yet'],
        ], 'figures'));
        replace(next, nextBlocks(data));
        replace(bands, data.bands.length === 0 ? empty('The mempool is empty.') : bandTable(data.bands));
        latest.set(data.latest);
      },
    }],
  };
}
