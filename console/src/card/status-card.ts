// <ledgerlane-card>: a record's state on a page of the host product. Plain elements, no library, nothing of the page is touched.
import type { Shape } from '../api/client.ts';

type Card = Shape<'Card'>;

/** A page of the host asks its own server, which asks us with its key: no key is ever in a browser. */
const REFRESH_MS = 15_000;

const STYLE = `
  :host { display: block; font: 14px/1.4 system-ui, sans-serif; color: CanvasText; background: Canvas; }
  article { border: 1px solid color-mix(in srgb, CanvasText 25%, Canvas); border-radius: 8px; padding: 10px 14px; }
  strong { display: block; }
  strong::before { content: ''; display: inline-block; width: .7em; height: .7em; border-radius: 50%; margin-right: .5em; background: var(--state); }
  p { margin: 4px 0 0; }
  a { color: LinkText; }
  time, .silence { font-size: 12px; color: color-mix(in srgb, CanvasText 75%, Canvas); }
`;

const COLOURS: Readonly<Record<Card['state'], string>> = {
  synced: '#037f0c',
  failed: '#d91515',
  uncertain: '#8d6605',
  action_needed: '#8d6605',
  waiting: '#5f6b7a',
  pending: '#0972d3',
  skipped: '#5f6b7a',
  not_synced: '#5f6b7a',
};

/**
 * `<ledgerlane-card src="/my-server/card/invoice/F-1"></ledgerlane-card>`: `src` answers what
 * `GET /v1/connections/{connection}/records/{kind}/{id}/card` says.
 */
export class StatusCard extends HTMLElement {
  static readonly observedAttributes = ['src'];
  #timer: ReturnType<typeof setInterval> | undefined;
  /** When the last answer came to the record that is shown. */
  #shown: Date | undefined;

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    // A sheet that is adopted is no inline style: the strictest content policy lets it be.
    root.adoptedStyleSheets = [sheet];
    this.#timer = setInterval(() => document.hidden || void this.#refresh(), REFRESH_MS);
    void this.#refresh();
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return;
    this.#shown = undefined;
    this.shadowRoot?.replaceChildren();
    void this.#refresh();
  }

  async #refresh(): Promise<void> {
    const source = this.getAttribute('src');
    if (source === null || this.shadowRoot === null) return;
    try {
      const response = await fetch(source, { headers: { accept: 'application/json' } });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      const read: (text: string) => Card = JSON.parse;
      const card = read(await response.text());
      // The answer to a question of before: the page shows another record by now.
      if (source !== this.getAttribute('src')) return;
      show(this.shadowRoot, card);
      this.#shown = new Date();
    } catch {
      if (source !== this.getAttribute('src')) return;
      // What was shown last is better than nothing, as long as it says how old it is.
      showSilence(this.shadowRoot, this.#shown);
      this.dispatchEvent(new CustomEvent('ledgerlane-unavailable'));
    }
  }
}

/** Texts are put in as texts, never as markup: a name may hold anything. */
function show(root: ShadowRoot, { state, sentence, remedy, links, since }: Card): void {
  const article = document.createElement('article');
  article.setAttribute('role', 'status');
  article.style.setProperty('--state', COLOURS[state]);
  article.append(element('strong', state.replaceAll('_', ' ')), element('p', sentence));
  if (remedy !== undefined) article.append(element('p', remedy));
  const time = element('time', `Since ${new Date(since).toLocaleString()}`);
  time.setAttribute('datetime', since);
  article.append(time);
  if (links.ledger !== undefined && links.ledger.startsWith('https://')) {
    const link = element('a', 'In the ledger');
    link.setAttribute('href', links.ledger);
    link.setAttribute('rel', 'noopener');
    article.append(document.createElement('br'), link);
  }
  root.replaceChildren(article);
}

/** That nobody answers: under what was shown last, or in its place where nothing was. */
function showSilence(root: ShadowRoot, shown: Date | undefined): void {
  const said =
    shown === undefined
      ? 'What became of it in the books cannot be shown at the moment.'
      : `As of ${shown.toLocaleTimeString()}; nobody has answered since.`;
  root.querySelector('.silence')?.remove();
  const line = element('p', said);
  line.className = 'silence';
  (root.querySelector('article') ?? root.appendChild(document.createElement('article'))).append(line);
}

function element(name: string, content: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}

if (customElements.get('ledgerlane-card') === undefined) customElements.define('ledgerlane-card', StatusCard);
