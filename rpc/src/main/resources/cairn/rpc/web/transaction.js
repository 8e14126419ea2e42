import { get } from './api.js';
import { copyable, el, empty, facts, hash, replace, section } from './dom.js';
import { ago, coins, count, feeRate, fee, moment, plural, readable, sats } from './format.js';

/** A transaction, with where its coins come from and go to. */
export function transaction({ name, query }) {
  const block = query.get('block');
  const first = { in: Number(query.get('in')) || 0, out: Number(query.get('out')) || 0 };
  const body = el('div');
  return {
    title: 'Transaction',
    element: body,
    parts: [{
      topic: 'mempool', // which follows the chain, too
      millis: 1000,
      async load(signal) {
        const from = `in=${first.in}&out=${first.out}`;
        let data = await get(`tx/${encodeURIComponent(name)}?${from}${block ? `&block=${encodeURIComponent(block)}` : ''}`, signal);
        replace(body, data.missing ? [el('p', { class: 'long' }, name), empty(data.missing)] : page(data, block));
      },
    }],
  };
}

function page(data, block) {
  const { mempool } = data;
  const paid = mempool?.fees.base ?? data.fee;
  return [
    facts([
      ['Id', copyable(data.txid, 'the id')],
      ['State', state(data)],
      ['Block', data.blockhash && el('a', { href: `/block/${data.blockhash}`, class: 'long' }, data.blockhash)],
      ['Time', data.blocktime && moment(data.blocktime)],
      ['Came', mempool && ago(mempool.time)],
      ['Fee', paid === undefined ? undefined : `${fee(paid)}, ${feeRate(sats(paid) / (data.vsize_adjusted ?? data.vsize))}`],
      ['Mined at', mempool && feeRate(sats(mempool.fees.chunk) * 4 / mempool.chunkweight)],
      ['Needs', mempool?.depends.length > 0 ? mempool.depends.map((txid) => [hash(txid, `/tx/${txid}`), ' ']) : undefined],
      ['Needed by', mempool?.spentby.length > 0 ? mempool.spentby.map((txid) => [hash(txid, `/tx/${txid}`), ' ']) : undefined],
      ['Size', `${count(data.vsize)} vB, ${count(data.size)} bytes, weight ${count(data.weight)}`],
      ['Version', String(data.version)],
      ['Lock time', data.locktime > 0 ? lockTime(data.locktime) : undefined],
      ['Witness id', data.hash !== data.txid ? el('span', { class: 'long' }, data.hash) : undefined],
    ]),
    el('div', { class: 'columns flow' },
      section(plural(data.vin_count, 'input'), 'inputs',
        el('ol', { class: 'coins', start: data.in + 1 }, data.vin.map(input)), more(data, block, 'in', 'vin')),
      section(plural(data.vout_count, 'output'), 'outputs',
        el('ol', { class: 'coins', start: data.out + 1 }, data.vout.map(output)), more(data, block, 'out', 'vout'))),
  ];
}

function state(data) {
  if (data.confirmations > 0) {
    return plural(data.confirmations, 'confirmation');
  }
  return data.blockhash ? 'in a block that is not in the chain' : 'in the mempool, waits to be mined';
}

function lockTime(number) {
  return number < 500_000_000 ? `block ${count(number)}` : moment(number);
}

function more(data, block, side, list) {
  const from = data[side];
  const last = from + data[list].length;
  const all = data[`${list}_count`];
  if (from === 0 && last >= all) {
    return null;
  }
  const link = (at, text) => {
    const query = new URLSearchParams({ in: data.in, out: data.out, ...(block && { block }) });
    query.set(side, at);
    return el('a', { href: `/tx/${data.txid}?${query}` }, text);
  };
  return el('nav', { class: 'pages', 'aria-label': side === 'in' ? 'More inputs' : 'More outputs' },
    from > 0 && link(Math.max(0, from - data.per_page), 'Before'),
    el('span', null, `${count(from + 1)} to ${count(last)} of ${count(all)}`),
    last < all && link(last, 'After'));
}

function where(script) {
  return script?.address
    ? el('a', { class: 'long', href: `/address/${script.address}` }, script.address)
    : el('span', { class: 'long' }, script?.type === 'nulldata' ? 'data' : script?.type ?? 'unknown');
}

function scripts(...entries) {
  const shown = entries.filter(([, text]) => text);
  return shown.length > 0 && el('details', null, el('summary', null, 'Script'),
    shown.map(([name, text]) => el('p', { class: 'script' }, el('b', null, name), ' ', text)));
}

function input(data) {
  if (data.coinbase !== undefined) {
    const text = readable(data.coinbase);
    return el('li', null, el('p', null, 'New coins and fees'),
      text && el('p', { class: 'long' }, text), scripts(['scriptSig', data.coinbase]));
  }
  const { prevout } = data;
  const from = el('a', { href: `/tx/${data.txid}`, class: 'hash', title: data.txid }, `${data.txid.slice(0, 10)}…:${data.vout}`);
  return el('li', null,
    el('p', { class: 'coin' }, prevout ? where(prevout.scriptPubKey) : el('span', null, 'an output'),
      el('b', null, prevout ? coins(prevout.value) : '')),
    el('p', { class: 'quiet' }, 'made by ', from),
    scripts(['scriptSig', data.scriptSig?.asm], ['witness', data.witness?.map((item) => item || '(empty)').join(' ')],
      ['spends', prevout?.scriptPubKey.asm]));
}

function output(data) {
  const script = data.scriptPubKey;
  return el('li', null,
    el('p', { class: 'coin' }, where(script), el('b', null, coins(data.value))),
    el('p', { class: 'quiet' },
      data.spent_by ? ['spent by ', hash(data.spent_by, `/tx/${data.spent_by}${data.spent_in ? `?block=${data.spent_in}` : ''}`)]
        : script.type === 'nulldata' ? 'cannot be spent' : data.unspent === undefined ? '' : data.unspent ? 'not spent' : 'spent'),
    script.type === 'nulldata' && readable(script.hex) && el('p', { class: 'long' }, readable(script.hex)),
    scripts([script.type, script.asm]));
}
