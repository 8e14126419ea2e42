// Which page is shown, and what keeps it up to date.

import { Away, Starting, get } from './api.js';
import { el } from './dom.js';
import { setUnit, tick } from './format.js';
import { Live, Refresher } from './live.js';
import { overview } from './overview.js';
import { blocks } from './blocks.js';
import { block } from './block.js';
import { transaction } from './transaction.js';
import { address } from './address.js';
import { mempool } from './mempool.js';
import { peers } from './peers.js';
import { charts } from './charts.js';
import { search } from './search.js';

const RETRY_MILLIS = 1000;
const TICK_MILLIS = 1000;

/**
 * By the first part of the path, what makes a view: it has a title and an element, parts that are
 * loaded anew when something happens ({topic, millis, load}), perhaps every so many milliseconds,
 * and perhaps something to do at once when a transaction comes.
 */
const VIEWS = {
  '': overview, blocks, block, tx: transaction, address, mempool, peers, charts, search,
};

const TOPICS = {
  start: ['chain', 'mempool'],
  reset: ['chain', 'mempool'],
  tip: ['chain', 'mempool'],
  block_connected: ['chain', 'mempool'],
  block_disconnected: ['chain', 'mempool'],
  transaction_added: ['mempool'],
  transaction_removed: ['mempool'],
};

const main = document.getElementById('main');
const notice = document.getElementById('notice');
const liveState = document.getElementById('live');
const query = document.getElementById('query');

/** What is true of the node for as long as it runs; known before anything is shown. */
let node = null;
let current = null;

function say(text) {
  notice.hidden = !text;
  if (notice.textContent !== text) {
    notice.textContent = text;
  }
}

/** Does what asks the node, and tells people if that fails; tries again if it may succeed then. */
async function guarded(part, view) {
  try {
    await part.load(view.abort.signal);
    if (current === view) {
      say('');
    }
  } catch (e) {
    if (e.name === 'AbortError' || current !== view) {
      return;
    }
    say(e instanceof Starting ? `The node is starting: ${e.message}` : e.message);
    if (e instanceof Starting || e instanceof Away) {
      setTimeout(() => current === view && part.refresher.ask(), RETRY_MILLIS);
    }
  }
}

function open(view) {
  current = view;
  view.abort = new AbortController();
  document.title = view.title === 'Overview' ? `Cairn, ${node.blockchain.chain}` : `${view.title} · Cairn`;
  main.replaceChildren(el('h1', { class: view.title === 'Overview' ? 'unseen' : undefined }, view.title), view.element);
  for (const part of view.parts) {
    part.refresher = new Refresher(() => guarded(part, view), part.millis ?? 500);
    part.refresher.ask();
    if (part.every) {
      part.timer = setInterval(() => {
        if (document.visibilityState === 'visible') {
          part.refresher.ask();
        }
      }, part.every);
    }
  }
}

function close(view) {
  view.abort.abort();
  for (const part of view.parts) {
    part.refresher.stop();
    clearInterval(part.timer);
  }
}

function show(moveFocus) {
  if (current) {
    close(current);
  }
  const [, kind, name] = location.pathname.split('/');
  const make = VIEWS[kind] ?? overview;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.pathname === `/${kind}`) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  open(make({ name: decodeURIComponent(name ?? ''), query: new URLSearchParams(location.search), node, go }));
  if (moveFocus) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

/** Goes to another page of ours. */
function go(path, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  show(true);
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey
      || event.shiftKey || event.altKey) {
    return;
  }
  const href = link.getAttribute('href');
  if (href?.startsWith('/')) {
    event.preventDefault();
    go(href);
  }
});

window.addEventListener('popstate', () => node && show(true));

document.getElementById('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = query.value.trim();
  if (text && node) {
    go(`/search?q=${encodeURIComponent(text)}`);
    query.value = '';
  }
});

document.addEventListener('keydown', (event) => {
  const typing = event.target.matches('input, textarea, select');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    query.focus();
  }
});

function happened(name, data) {
  if (!current) {
    return;
  }
  if (name === 'transaction_added') {
    current.arrived?.(data);
  }
  for (const part of current.parts) {
    if (TOPICS[name].includes(part.topic)) {
      part.refresher.ask();
    }
  }
}

let lost = false;

function connected(yes) {
  liveState.textContent = yes ? 'Live' : 'Connection lost';
  liveState.dataset.state = yes ? 'on' : 'off';
  if (yes && lost) {
    current?.parts.forEach((part) => part.refresher.ask());
  }
  lost = !yes;
}

async function begin() {
  try {
    node = await get('node');
  } catch (e) {
    say(e instanceof Starting ? `The node is starting: ${e.message}` : e.message);
    setTimeout(begin, RETRY_MILLIS);
    return;
  }
  say('');
  setUnit(node.unit);
  const network = document.getElementById('network');
  network.textContent = node.blockchain.chain;
  network.hidden = false;
  document.getElementById('version').textContent = node.network?.subversion ?? `Cairn ${node.version}`;
  show(false);
  new Live(happened, connected);
  setInterval(tick, TICK_MILLIS);
}

begin();
