import { get } from './api.js';
import { el, empty, replace } from './dom.js';

/** Leads to what somebody has typed, or says why it cannot. */
export function search({ query, go }) {
  const text = query.get('q') ?? '';
  const body = el('div');
  return {
    title: 'Search',
    element: el('div', null, text && el('p', { class: 'long' }, text), body),
    parts: [{
      async load(signal) {
        const answer = await get(`search?q=${encodeURIComponent(text)}`, signal);
        if (answer.path) {
          go(answer.path, { replace: true });
        } else {
          replace(body, empty(answer.missing));
        }
      },
    }],
  };
}
