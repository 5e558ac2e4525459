// The small read-only APIs around an account: its details, and its library of tax rates.
import type { Answered, Call } from './api.ts';
import type { TaxRate } from './portal.ts';
import { notFound } from './refusals.ts';

export function accountDetails({ portal }: Call): Answered {
  const { portalId, timeZone, currency } = portal.settings;
  return {
    status: 200,
    body: {
      portalId,
      accountType: 'STANDARD',
      timeZone,
      companyCurrency: currency,
      additionalCurrencies: [],
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    },
  };
}

export function listTaxRates({ portal, request }: Call): Answered {
  const limit = Math.min(100, Math.max(1, Number(request.query.get('limit') ?? 100) || 100));
  const cursor = decodeCursor(request.query.get('after'));
  const start = cursor === null ? 0 : portal.taxRates.findIndex(({ id }) => id === cursor) + 1;
  const page = portal.taxRates.slice(start, start + limit);
  const last = page.at(-1);
  if (start + limit >= portal.taxRates.length || last === undefined) {
    return { status: 200, body: { results: page.map(shown) } };
  }
  const after = encodeURIComponent(Buffer.from(last.id, 'utf8').toString('base64'));
  const link = `https://api.hubapi.com${request.path}?after=${after}`;
  return { status: 200, body: { results: page.map(shown), paging: { next: { after, link } } } };
}

export function readTaxRate({ portal }: Call, id: string): Answered {
  const rate = portal.taxRates.find((each) => each.id === id);
  return rate === undefined ? notFound() : { status: 200, body: shown(rate) };
}

/** The cursor as it stands in an answer, or as a client decoded it once more. */
function decodeCursor(after: string | null): string | null {
  if (after === null) return null;
  return Buffer.from(after.replaceAll('%3D', '='), 'base64').toString('utf8');
}

function shown({ id, name, label, percentageRate, active, createdAt, updatedAt }: TaxRate) {
  const iso = (at: number) => new Date(at).toISOString();
  return { name, percentageRate, label, active, id, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}
