// Hears from the node what happens, without missing anything while it is away.

const NAMES = [
  'start', 'reset', 'tip', 'block_connected', 'block_disconnected',
  'transaction_added', 'transaction_removed',
];
const AGAIN_MILLIS = 1500;

export class Live {
  /**
   * @param {(name: string, data: object) => void} onEvent
   * @param {(connected: boolean) => void} onState
   */
  constructor(onEvent, onState) {
    this.onEvent = onEvent;
    this.onState = onState;
    this.cursor = '';
    this.source = null;
    this.timer = 0;
    // A browser keeps few connections to one host: pages that nobody looks at take none.
    document.addEventListener('visibilitychange', () => this.#look());
    window.addEventListener('pagehide', () => this.#close());
    this.#look();
  }

  #look() {
    if (document.visibilityState === 'hidden') {
      this.#close();
    } else if (!this.source) {
      this.#open();
    }
  }

  #open() {
    clearTimeout(this.timer);
    const query = this.cursor ? `?cursor=${encodeURIComponent(this.cursor)}` : '';
    const source = new EventSource(`/events${query}`);
    this.source = source;
    source.onopen = () => this.onState(true);
    source.onerror = () => {
      this.onState(false);
      if (source.readyState === EventSource.CLOSED && this.source === source) {
        this.source = null; // the browser tries again only if the connection breaks
        this.timer = setTimeout(() => this.#look(), AGAIN_MILLIS);
      }
    };
    for (const name of NAMES) {
      source.addEventListener(name, (event) => {
        this.cursor = event.lastEventId;
        this.onEvent(name, JSON.parse(event.data));
      });
    }
  }

  #close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}

/**
 * Runs something soon, but not while it still runs, and not more often than every so many
 * milliseconds, however often it is asked for.
 */
export class Refresher {
  constructor(work, millis) {
    this.work = work;
    this.millis = millis;
    this.last = -Infinity;
    this.wanted = false;
    this.running = false;
    this.timer = 0;
    this.stopped = false;
  }

  ask() {
    this.wanted = true;
    if (this.running || this.stopped || this.timer) {
      return;
    }
    const wait = Math.max(0, this.last + this.millis - performance.now());
    this.timer = setTimeout(() => this.#run(), wait);
  }

  async #run() {
    this.timer = 0;
    this.wanted = false;
    this.running = true;
    this.last = performance.now();
    try {
      await this.work();
    } finally {
      this.running = false;
      if (this.wanted && !this.stopped) {
        this.ask();
      }
    }
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
