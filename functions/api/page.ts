// The pages a person sees who comes back from the ledger: fixed texts, nothing of the request in them, no script.
import type { HttpAnswer } from '../http/http.ts';

const PAGES = {
  connected: [200, 'Connected', 'The company is connected. Records that waited for it are on their way.'],
  declined: [400, 'Not connected', 'The ledger says that access was not given. Start again to connect.'],
  other_session: [403, 'Not connected', 'Finish connecting in the browser in which it was started.'],
  wrong_company: [
    409,
    'Another company',
    'This connection belongs to another company of the ledger. Nothing was changed: start again and choose that one.',
  ],
  gone: [
    410,
    'No longer valid',
    'This link was used or is too old. Start again if you are not connected yet.',
  ],
  refused: [502, 'Not connected', 'The ledger did not confirm the access. Start again to connect.'],
  busy: [
    503,
    'Not connected',
    'Somebody else is connecting this company right now. Start again in a minute.',
  ],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

/** A page by its name. */
export function page(name: keyof typeof PAGES): HttpAnswer {
  const [status, title, text] = PAGES[name];
  const head = `<meta charset="utf-8"><title>${title}</title>`;
  const body = `<!doctype html><html lang="en">${head}<h1>${title}</h1><p>${text}</p></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
