import { get } from './api.js';
import { copyable, el, empty, facts, hash, replace, section, table } from './dom.js';
import { coins, count, duration, plural } from './format.js';

const POLL_MILLIS = 1000;

/** An address and the coins that it has now. */
export function address({ name }) {
  const body = el('div');
  let again = false;
  let timer = 0;

  const part = {
    topic: 'chain',
    millis: 1000,
    async load(signal) {
      clearTimeout(timer);
      const data = await get(`address/${encodeURIComponent(name)}${again ? '?again' : ''}`, signal);
      again = again && data.state !== 'found';
      replace(body, data.missing ? [el('p', { class: 'long' }, name), empty(data.missing)] : page(data, lookAgain));
      if (data.state === 'looking' || data.state === 'waiting') {
        timer = setTimeout(() => !signal.aborted && part.refresher.ask(), POLL_MILLIS);
      }
    },
  };

  function lookAgain() {
    again = true;
    part.refresher.ask();
  }

  return { title: 'Address', element: body, parts: [part] };
}

function page(data, lookAgain) {
  return [
    facts([
      ['Address', copyable(data.address, 'the address')],
      ['Kind', data.type],
      ['Script', el('span', { class: 'long' }, data.scriptPubKey)],
      ['Has now', data.state === 'found' ? coins(data.total_amount) : undefined],
      ['Coins', data.state === 'found' ? count(data.count) : undefined],
      ['As of block', data.state === 'found' ? el('a', { href: `/block/${data.bestblock}` }, count(data.height)) : undefined],
    ]),
    contents(data, lookAgain),
  ];
}

function contents(data, lookAgain) {
  switch (data.state) {
    case 'refused':
      return empty(data.why);
    case 'looking':
      return progress('Looking through all coins', data.progress,
        'This takes minutes on a large network, goes on while this page is open, and ends when it is left.');
    case 'waiting':
      return progress('Waiting', data.progress, 'The node looks for the coins of one address at a time, and rests between.');
    default:
      return section('Coins', 'coins',
        data.count === 0 ? empty('None in the chain. What is still in the mempool is not counted.') : [
          data.count > data.unspents.length && el('p', null, `The last ${count(data.unspents.length)} of ${plural(data.count, 'coin')}.`),
          table('Coins of this address, the last first',
            [{ title: 'Made by' }, { title: 'Amount', number: true }, { title: 'In block', number: true }, { title: 'State' }],
            data.unspents.map((coin) => [
              el('span', null, hash(coin.txid, `/tx/${coin.txid}${coin.blockhash ? `?block=${coin.blockhash}` : ''}`), `:${coin.vout}`),
              coins(coin.amount),
              el('a', { href: `/block/${coin.blockhash ?? coin.height}` }, count(coin.height)),
              coin.spent_by ? ['is being spent by ', hash(coin.spent_by, `/tx/${coin.spent_by}`)] : coin.coinbase ? 'mined' : '',
            ]), { class: 'cards' }),
        ],
        data.seconds > 0.4 && el('p', null, `Finding these took ${duration(data.seconds)}. `,
          el('button', { type: 'button', on: { click: lookAgain } }, 'Look again')));
  }
}

function progress(what, percent, why) {
  return el('div', { class: 'working' },
    el('p', null, el('label', null, `${what}… `,
      percent === undefined ? el('progress', { max: 100 }) : el('progress', { max: 100, value: percent })),
    percent === undefined ? '' : ` ${percent} %`),
    el('p', { class: 'quiet' }, why));
}
