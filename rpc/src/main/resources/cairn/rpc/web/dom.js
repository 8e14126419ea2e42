// Makes elements. All text is put in as text: what comes from the network is never markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) {
        node.addEventListener(event, listener);
      }
    } else {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  put(node, children);
  return node;
}

function put(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) {
      node.append(child);
    }
  }
}

/** An element; children are elements, texts, arrays of these, or nothing. */
export function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same, of SVG. */
export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Puts other children into an element, where something has changed, and leaves the focus alone. */
export function replace(node, ...children) {
  const next = node.cloneNode(false);
  put(next, children);
  if (next.isEqualNode(node)) {
    return;
  }
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  const href = focused?.getAttribute('href');
  node.replaceChildren(...next.childNodes);
  if (href && focused !== document.activeElement) {
    [...node.querySelectorAll('a')].find((a) => a.getAttribute('href') === href)?.focus();
  }
}

/** A section under a heading. */
export function section(title, id, ...children) {
  return el('section', { 'aria-labelledby': id }, el('h2', { id }, title), children);
}

/**
 * A table. Columns are {title, number, wide}, the last for those that a phone has no room for;
 * rows are arrays of what is in the cells, the first of which heads its row.
 */
export function table(caption, columns, rows, attributes) {
  const kind = (i) => [columns[i].number && 'number', columns[i].wide && 'wide'].filter(Boolean).join(' ') || undefined;
  return el('div', { class: 'scroll' },
    el('table', attributes,
      el('caption', { class: 'unseen' }, caption),
      el('thead', null, el('tr', null,
        columns.map((column, i) => el('th', { scope: 'col', class: kind(i) }, column.title)))),
      el('tbody', null, rows.map((cells) => el('tr', null,
        cells.map((cell, i) => el(i === 0 ? 'th' : 'td', {
          scope: i === 0 ? 'row' : undefined, class: kind(i), 'data-title': columns[i].title,
        }, cell)))))));
}

/** Names and values. Those whose value is undefined are left out; figures are a few large ones. */
export function facts(entries, kind = '') {
  return el('dl', { class: `facts ${kind}` },
    entries.filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => el('div', null, el('dt', null, name), el('dd', null, value))));
}

/** A long hash: shown as far as there is room, to be copied whole. */
export function hash(text, href) {
  const short = `${text.slice(0, 10)}…${text.slice(-8)}`;
  return href
    ? el('a', { class: 'hash', href, title: text, 'aria-label': short }, short)
    : el('span', { class: 'hash', title: text }, short);
}

/** A long text that breaks anywhere, and a button that copies it. */
export function copyable(text, what) {
  const button = el('button', { type: 'button', class: 'copy', 'aria-label': `Copy ${what}` }, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(button.previousElementSibling);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  return el('span', { class: 'copyable' }, el('span', { class: 'long' }, text), button);
}

/** A bar that shows a part of a whole; what it says stands beside it, too. */
export function meter(part, label) {
  const width = Math.max(0, Math.min(100, part * 100));
  return svg('svg', { class: 'meter', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'meter-all', width: 100, height: 8 }),
    svg('rect', { class: 'meter-part', width, height: 8 }),
    label && svg('title', null, label));
}

/** What is shown where there is nothing. */
export function empty(text) {
  return el('p', { class: 'empty' }, text);
}
