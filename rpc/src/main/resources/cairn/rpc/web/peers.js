import { get } from './api.js';
import { el, empty, facts, replace } from './dom.js';
import { bytes, count, duration, plural } from './format.js';

const POLL_MILLIS = 3000;

const COLUMNS = [
  { title: 'Address', value: (peer) => peer.addr },
  { title: 'Program', value: (peer) => peer.subver.replace(/^\/|\/$/g, '') },
  { title: 'Kind', value: kind },
  { title: 'Latency', number: true, value: (peer) => peer.pingtime, show: latency },
  { title: 'Sent', number: true, value: (peer) => peer.bytessent, show: (peer) => bytes(peer.bytessent) },
  { title: 'Received', number: true, value: (peer) => peer.bytesrecv, show: (peer) => bytes(peer.bytesrecv) },
  { title: 'Height', number: true, value: (peer) => peer.synced_blocks, show: (peer) => (peer.synced_blocks < 0 ? '' : count(peer.synced_blocks)) },
  { title: 'For', number: true, value: (peer) => -peer.conntime, show: (peer) => duration(Date.now() / 1000 - peer.conntime) },
];

function kind(peer) {
  const type = peer.inbound ? 'in' : `out, ${peer.connection_type.replace('outbound-', '')}`;
  return peer.transport_protocol_type === 'v2' ? `${type}, encrypted` : type;
}

function latency(peer) {
  return peer.pingtime === undefined ? '' : `${count(Math.max(1, peer.pingtime * 1000))} ms`;
}

function compare(a, b) {
  if (a === undefined || b === undefined) {
    return (a === undefined) - (b === undefined);
  }
  return typeof a === 'number' ? a - b : a.localeCompare(b);
}

/** The other nodes that this one is connected to. */
export function peers() {
  const figures = el('div');
  const list = el('div');
  let data = null;
  let by = -1;
  let sign = 1;

  function sort(i) {
    sign = by === i ? -sign : COLUMNS[i].number ? -1 : 1;
    by = i;
    show();
    list.querySelectorAll('th button')[i].focus();
  }

  function header(column, i) {
    return el('th', {
      scope: 'col', class: column.number && 'number',
      'aria-sort': by === i ? (sign > 0 ? 'ascending' : 'descending') : undefined,
    }, el('button', { type: 'button', on: { click: () => sort(i) } }, column.title,
      el('span', { 'aria-hidden': 'true' }, by === i ? (sign > 0 ? ' ↑' : ' ↓') : '')));
  }

  function show() {
    if (data.peers.length === 0) {
      replace(list, empty('This node is connected to no other.'));
      return;
    }
    const sorted = by < 0 ? data.peers : [...data.peers].sort((a, b) =>
      sign * compare(COLUMNS[by].value(a), COLUMNS[by].value(b)));
    replace(list, el('div', { class: 'scroll' }, el('table', { class: 'cards' },
      el('caption', { class: 'unseen' }, 'Peers; the headers sort'),
      el('thead', null, el('tr', null, COLUMNS.map(header))),
      el('tbody', null, sorted.map((peer) => el('tr', null, COLUMNS.map((column, i) =>
        el(i === 0 ? 'th' : 'td', {
          scope: i === 0 ? 'row' : undefined, class: column.number ? 'number' : 'long', 'data-title': column.title,
        }, (column.show ?? column.value)(peer)))))))));
  }

  return {
    title: 'Peers',
    element: el('div', null, figures, list),
    parts: [{
      every: POLL_MILLIS,
      async load(signal) {
        data = await get('peers', signal);
        const inbound = data.peers.filter((peer) => peer.inbound).length;
        const sum = (name) => data.peers.reduce((total, peer) => total + peer[name], 0);
        replace(figures, facts([
          ['Peers', plural(data.count, 'peer')],
          ['They called', count(inbound)],
          ['We called', count(data.peers.length - inbound)],
          ['Sent to them', bytes(sum('bytessent'))],
          ['Received from them', bytes(sum('bytesrecv'))],
        ], 'figures'));
        show();
      },
    }],
  };
}
