// Asks the node for data.

/** The node has yet to become ready; the message says what it is doing. */
export class Starting extends Error {}

/** Nothing answers. */
export class Away extends Error {}

/** What the node answers at /api/<path>; what is not there has a member "missing". */
export async function get(path, signal) {
  let response;
  try {
    response = await fetch(`/api/${path}`, { signal, headers: { Accept: 'application/json' } });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new Away('The node does not answer.');
  }
  let answer;
  try {
    answer = await response.json();
  } catch {
    throw new Error(`The node answers with status ${response.status}.`);
  }
  if (answer.starting !== undefined) {
    throw new Starting(answer.starting);
  }
  if (!response.ok) {
    throw new Error(answer.error ?? `The node answers with status ${response.status}.`);
  }
  return answer;
}
