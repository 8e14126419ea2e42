import { get } from './api.js';
import { draw, inWords } from './branches.js';
import { el, facts, hash, replace, section } from './dom.js';
import { ago, count, difficulty, hashRate, percent, plural, bytes, duration } from './format.js';
import { blockTable } from './blocks.js';
import { arrivals, nextBlocks } from './mempool.js';

const FEW_BLOCKS = 8;
const POLL_MILLIS = 10_000;

/** Everything at a glance. */
export function overview() {
  const figures = el('div');
  const chain = el('div', { class: 'chain' });
  const words = el('div');
  const blocks = el('div');
  const next = el('div');
  const latest = arrivals();
  let branches = null;

  function redraw() {
    if (branches) {
      replace(chain, draw(branches, chain.clientWidth || 320));
    }
  }
  const resized = new ResizeObserver(redraw);
  resized.observe(chain);

  return {
    title: 'Overview',
    element: el('div', null,
      figures,
      section('The chain', 'chain', chain, words),
      section('Next blocks', 'next', next,
        el('p', { class: 'more' }, el('a', { href: '/mempool' }, 'All of the mempool'))),
      el('div', { class: 'columns' },
        section('Recent blocks', 'recent', blocks,
          el('p', { class: 'more' }, el('a', { href: '/blocks' }, 'All blocks'))),
        section('Latest transactions', 'latest', latest.element))),
    arrived: latest.add,
    parts: [
      {
        topic: 'chain',
        millis: 1000,
        every: POLL_MILLIS,
        async load(signal) {
          const [node, rows, tree] = await Promise.all([
            get('node', signal), get(`blocks?count=${FEW_BLOCKS}`, signal), get('branches', signal)]);
          replace(figures, figuresOf(node));
          replace(blocks, blockTable(rows.blocks, 'The last blocks', true));
          branches = tree;
          redraw();
          const others = inWords(tree);
          replace(words, others.length > 0 && el('ul', { class: 'plain' }, others.map(([block, what, time]) =>
            el('li', null, `${what[0].toUpperCase()}${what.slice(1)} up to ${count(block.height)}, `, hash(block.hash, `/block/${block.hash}`), ', ', time))));
        },
      },
      {
        topic: 'mempool',
        async load(signal) {
          const mempool = await get('mempool', signal);
          replace(next, nextBlocks(mempool));
          latest.set(mempool.latest);
        },
      },
    ],
  };
}

function figuresOf(node) {
  const { blockchain, mining, network } = node;
  const behind = blockchain.headers - blockchain.blocks;
  const synchronising = blockchain.initialblockdownload;
  return facts([
    ['Height', count(blockchain.blocks)],
    ['Last block', ago(blockchain.time)],
    ['Synchronised', synchronising || behind > 1
      ? `${percent(blockchain.verificationprogress)}, ${plural(behind, 'block')} behind` : 'yes'],
    ['Peers', network && `${network.connections} (${network.connections_in} in, ${network.connections_out} out)`],
    ['Mempool', plural(mining.pooledtx, 'tx', 'txs')],
    ['Difficulty', difficulty(blockchain.difficulty)],
    ['Hash rate', hashRate(mining.networkhashps)],
    ['On disk', `${bytes(blockchain.size_on_disk)}${blockchain.pruned ? ', pruned' : ''}`],
    ['Running for', duration(node.uptime)],
  ], 'figures');
}

