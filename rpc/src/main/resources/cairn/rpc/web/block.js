import { get } from './api.js';
import { copyable, el, empty, facts, hash, meter, replace, section, table } from './dom.js';
import { bytes, coins, count, difficulty, fee, feeRate, moment, percent, plural, rate, readable, sats } from './format.js';

const MAX_WEIGHT = 4_000_000;

const STATUS = {
  invalid: 'Invalid: it, or a block before it, breaks a rule.',
  'headers-only': 'Not stored yet: only the header is known.',
  'valid-headers': 'On a side branch, not verified.',
  'valid-fork': 'Valid, on a side branch.',
};

/** A block and its transactions, page by page. */
export function block({ name, query }) {
  const from = Number(query.get('from')) || 0;
  const body = el('div');
  return {
    title: /^\d+$/.test(name) ? `Block ${count(Number(name))}` : 'Block',
    element: body,
    parts: [{
      topic: 'chain',
      async load(signal) {
        const data = await get(`block/${encodeURIComponent(name)}?from=${from}`, signal);
        replace(body, data.missing ? empty(data.missing) : page(data));
        if (!data.missing) {
          document.querySelector('h1').textContent = `Block ${count(data.height)}`;
          document.title = `Block ${count(data.height)} · Cairn`;
        }
      },
    }],
  };
}

function page(data) {
  const miner = data.coinbase === undefined ? '' : readable(data.coinbase);
  return [
    el('nav', { class: 'pages', 'aria-label': 'Neighbours' },
      data.previousblockhash && el('a', { href: `/block/${data.previousblockhash}`, rel: 'prev' }, `← ${count(data.height - 1)}`),
      data.nextblockhash && el('a', { href: `/block/${data.nextblockhash}`, rel: 'next' }, `${count(data.height + 1)} →`)),
    STATUS[data.status] && el('p', { class: 'notice' }, STATUS[data.status]),
    facts([
      ['Hash', copyable(data.hash, 'the hash')],
      ['Time', moment(data.time)],
      ['Confirmations', data.confirmations > 0 ? count(data.confirmations) : 'none'],
      ['Transactions', data.nTx > 0 ? count(data.nTx) : undefined],
      ['Size', data.size && bytes(data.size)],
      ['Weight', data.weight && el('span', { class: 'filled' }, meter(data.weight / MAX_WEIGHT), ` ${count(data.weight)}, ${percent(data.weight / MAX_WEIGHT)}`)],
      ['Fees', data.totalfee === undefined ? undefined : coins(data.totalfee / 1e8)],
      ['New coins', data.subsidy === undefined ? undefined : coins(data.subsidy / 1e8)],
      ['Fee rates', data.nTx > 1 && data.feerate_percentiles ? `half of the weight pays ${feeRate(data.feerate_percentiles[2])} or less; ${rate(data.minfeerate)} to ${rate(data.maxfeerate)}` : undefined],
      ['Difficulty', difficulty(data.difficulty)],
      ['The miner says', miner ? el('span', { class: 'long', id: 'coinbase-text' }, miner) : undefined],
      ['Merkle root', copyable(data.merkleroot, 'the Merkle root')],
      ['Version', `0x${data.versionHex}`],
      ['Bits', data.bits],
      ['Nonce', String(data.nonce)],
      ['Chain work', el('span', { class: 'long' }, data.chainwork.replace(/^0+(?=.)/, '0x'))],
    ]),
    data.unavailable ? el('p', { class: 'notice' }, data.unavailable) : transactions(data),
  ];
}

function transactions(data) {
  const last = data.from + data.tx.length;
  const link = (from, text) => el('a', { href: `/block/${data.hash}?from=${from}` }, text);
  return section('Transactions', 'transactions',
    table(`Transactions ${data.from + 1} to ${last} of ${data.nTx}`,
      [{ title: 'Transaction' }, { title: 'In', number: true }, { title: 'Out', number: true }, { title: 'Paid out', number: true }, { title: 'Fee', number: true }, { title: 'sat/vB', number: true }, { title: 'vB', number: true }],
      data.tx.map((tx, i) => [
        el('span', null, hash(tx.txid, `/tx/${tx.txid}?block=${data.hash}`), data.from + i === 0 && ' (coinbase)'),
        data.from + i === 0 ? '' : count(tx.ins), count(tx.outs), coins(tx.value),
        tx.fee === undefined ? '' : fee(tx.fee), tx.fee === undefined ? '' : rate(sats(tx.fee) / tx.vsize), count(tx.vsize),
      ]), { class: 'cards' }),
    el('nav', { class: 'pages', 'aria-label': 'More transactions' },
      data.from > 0 && link(Math.max(0, data.from - data.per_page), 'Before'),
      el('span', null, `${count(data.from + 1)} to ${count(last)} of ${plural(data.nTx, 'transaction')}`),
      last < data.nTx && link(last, 'After')));
}
