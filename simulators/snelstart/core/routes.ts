// Routes: one authorised request under /v2, answered from the books of its administration.
import { isObject, type JsonObject, parseObject, textAt } from '../../quickbooks/core/json.ts';
import type { SimAnswer, SimRequest, Surroundings } from '../../quickbooks/core/types.ts';
import type { Administration } from './administration.ts';
import { createBooking, deleteBooking, findBooking, replaceBooking } from './bookings.ts';
import { VAT_RATES } from './chart.ts';
import { createCostCentre, deleteCostCentre, findCostCentre, replaceCostCentre } from './cost-centres.ts';
import {
  createDocument,
  deleteDocument,
  isParentType,
  listDocuments,
  readDocument,
  replaceDocument,
} from './documents.ts';
import {
  answerRefusal,
  isRefusal,
  jsonAnswer,
  notFound,
  odataFault,
  refuse,
  type Refusal,
} from './faults.ts';
import { findInvoice, INVOICE_FIELDS, listInvoices } from './invoices.ts';
import { pageOf } from './odata.ts';
import { createParty, deleteParty, findParty, PARTY_FIELDS, replaceParty } from './parties.ts';
import { dayOf } from './wall-clock.ts';

interface Call {
  readonly books: Administration;
  readonly from: Surroundings;
  readonly req: SimRequest;
  /** The path behind `/v2`, in parts. */
  readonly parts: readonly string[];
}

export function answerApi(
  books: Administration,
  from: Surroundings,
  req: SimRequest,
  resource: string,
): SimAnswer {
  const parts = resource
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const route = ROUTES[(parts[0] ?? '').toLowerCase()];
  return route === undefined ? jsonAnswer(404, { Message: NO_RESOURCE }) : route({ books, from, req, parts });
}

const NO_RESOURCE = 'No HTTP resource was found that matches the request URI.';

type Route = (call: Call) => SimAnswer;

const ROUTES: Readonly<Record<string, Route>> = {
  relaties: (call) => relaties(call),
  verkoopboekingen: (call) => verkoopboekingen(call),
  verkoopfacturen: (call) => verkoopfacturen(call),
  grootboeken: (call) => grootboeken(call),
  kostenplaatsen: (call) => kostenplaatsen(call),
  documenten: (call) => documenten(call),
  landen: (call) => fixed(call, call.books.countries),
  btwtarieven: (call) => fixed(call, VAT_RATES),
  dagboeken: (call) => fixed(call, DAYBOOKS),
  companyinfo: (call) => (call.req.method === 'GET' ? ok(companyInfo(call)) : notAllowed()),
  echo: ({ parts }) => jsonAnswer(200, parts[1] ?? ''),
};

function relaties(call: Call): SimAnswer {
  const { books, from, req, parts } = call;
  const [, id] = parts;
  if (id === undefined) {
    if (req.method === 'POST')
      return written(
        201,
        withBody(req, (body) => createParty(books, from, body, 'api')),
      );
    const active = books.parties.filter((one) => books.knobs.listsInactive || one['nonactief'] !== true);
    return req.method === 'GET' ? list(call, active, 'Relaties.RelatieModel', PARTY_FIELDS) : notAllowed();
  }
  if (parts[2] === 'verkoopboekingen' && req.method === 'GET') {
    const ofParty = books.bookings.filter(
      ({ body }) => isObject(body['klant']) && textAt(body['klant'], 'id') === id,
    );
    return ok(ofParty.map(({ body }) => body));
  }
  if (req.method === 'GET') return written(200, findParty(books, id) ?? notFound('REL-0005'));
  if (req.method === 'PUT')
    return written(
      200,
      withBody(req, (body) => replaceParty(books, from, { id, sent: body, by: 'api' })),
    );
  return req.method === 'DELETE' ? removed(deleteParty(books, from, id, 'api')) : notAllowed();
}

/** There is no list: GET without an id is no resource at all. */
function verkoopboekingen({ books, from, req, parts }: Call): SimAnswer {
  const [, id] = parts;
  if (id === undefined) {
    return req.method === 'POST'
      ? written(
          201,
          withBody(req, (body) => createBooking(books, from, body, 'api')),
        )
      : notAllowed();
  }
  if (req.method === 'GET') return written(200, findBooking(books, id)?.body ?? notFound('BOE-0001'));
  if (req.method === 'PUT')
    return written(
      200,
      withBody(req, (body) => replaceBooking(books, from, { id, sent: body, by: 'api' })),
    );
  return req.method === 'DELETE' ? removed(deleteBooking(books, from, id, 'api')) : notAllowed();
}

function verkoopfacturen(call: Call): SimAnswer {
  const { books, from, req, parts } = call;
  if (req.method !== 'GET') return notAllowed();
  const [, id] = parts;
  if (id !== undefined) return written(200, findInvoice(books, from, id) ?? notFound('BOE-0001'));
  return list(call, listInvoices(books, from), 'Verkoopfacturen.VerkoopfactuurModel', INVOICE_FIELDS);
}

const LEDGER_FIELDS = [
  'modifiedOn',
  'omschrijving',
  'kostenplaatsVerplicht',
  'rekeningCode',
  'nonactief',
  'nummer',
  'grootboekfunctie',
  'grootboekRubriek',
  'rgsCode',
  'btwSoort',
  'vatRateCode',
  'id',
  'uri',
];

function grootboeken(call: Call): SimAnswer {
  const { books, req, parts } = call;
  if (req.method !== 'GET') return notAllowed();
  const [, id] = parts;
  if (id === undefined) return list(call, books.ledgers, 'Grootboeken.GrootboekModel', LEDGER_FIELDS);
  return written(200, books.ledgers.find((one) => textAt(one, 'id') === id) ?? notFound('BOE-0037'));
}

function kostenplaatsen({ books, from, req, parts }: Call): SimAnswer {
  const [, id] = parts;
  if (id === undefined) {
    if (req.method === 'GET') return ok(books.costCentres);
    return req.method === 'POST'
      ? written(
          201,
          withBody(req, (body) => createCostCentre(books, from, body, 'api')),
        )
      : notAllowed();
  }
  if (req.method === 'GET') return written(200, findCostCentre(books, id) ?? notFound('KPL-0001'));
  if (req.method === 'PUT')
    return written(
      200,
      withBody(req, (body) => replaceCostCentre(books, from, { id, sent: body, by: 'api' })),
    );
  return req.method === 'DELETE' ? removed(deleteCostCentre(books, from, id, 'api')) : notAllowed();
}

function documenten({ books, from, req, parts }: Call): SimAnswer {
  const [, first = '', parent] = parts;
  if (isParentType(first)) {
    if (req.method === 'GET' && parent !== undefined) return ok(listDocuments(books, first, parent));
    const status = books.knobs.documentStatus;
    return req.method === 'POST'
      ? written(
          status,
          withBody(req, (body) => createDocument(books, from, first, body)),
        )
      : notAllowed();
  }
  if (req.method === 'GET') return written(200, readDocument(books, first));
  if (req.method === 'PUT')
    return written(
      200,
      withBody(req, (body) => replaceDocument(books, from, first, body)),
    );
  return req.method === 'DELETE' ? removed(deleteDocument(books, from, first)) : notAllowed();
}

const DAYBOOKS: readonly JsonObject[] = ['Kas', 'Bank', 'Verkoop', 'Inkoop', 'Memoriaal'].map(
  (soort, index) => {
    const id = `66666666-6666-4666-8666-${String(index + 1).padStart(12, '0')}`;
    return { omschrijving: soort, soort, nonactief: false, nummer: index + 1, id, uri: `/dagboeken/${id}` };
  },
);

/** Lists without OData: a filter is taken and ignored, and the answer is everything. */
function fixed({ req, parts }: Call, rows: readonly JsonObject[]): SimAnswer {
  if (req.method !== 'GET') return notAllowed();
  const [, id] = parts;
  if (id === undefined) return ok(rows);
  const row = rows.find((one) => textAt(one, 'id') === id);
  return row === undefined ? jsonAnswer(404, { Message: NO_RESOURCE }) : ok(row);
}

function companyInfo({ books, from }: Call): JsonObject {
  return {
    administratieIdentifier: books.id,
    administratieNaam: books.name,
    bedrijfsnaam: `${books.name} B.V.`,
    huidigBoekjaar: Number(dayOf(from.now()).slice(0, 4)),
    beginmaandFiscaleBoekjaar: 1,
    btwAangiftePeriodeSoort: 'Kwartaal',
    artikelcodeSoort: 'Numeriek',
    artikelcodeMaxLengte: 10,
    volgendFactuurnummer: 10_001,
    factuurAlsBijlageVerkoopboeking: false,
    factureerBuitenlandsBtw: false,
    buitenlandseBtwGrootboek: null,
  };
}

function list(call: Call, rows: readonly JsonObject[], name: string, fields: readonly string[]): SimAnswer {
  const inOrder = call.books.knobs.order === 'newest' ? rows.toReversed() : rows;
  const page = pageOf(inOrder, call.req.query, { name, fields });
  return page.ok ? ok(page.rows) : odataFault(page.fault);
}

function withBody(req: SimRequest, act: (body: JsonObject) => JsonObject | Refusal): JsonObject | Refusal {
  const body = parseObject(req.body);
  return body === undefined ? refuse('ALG-0106') : act(lowerNames(body));
}

/** Either spelling of a name is taken on input: `Factuurnummer` is `factuurnummer`. */
function lowerNames(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
}

function written(status: number, result: JsonObject | Refusal): SimAnswer {
  return isRefusal(result) ? answerRefusal(result) : jsonAnswer(status, result);
}

function removed(result: 'deleted' | Refusal): SimAnswer {
  return result === 'deleted' ? { status: 204, headers: {}, body: '' } : answerRefusal(result);
}

const ok = (body: unknown): SimAnswer => jsonAnswer(200, body);

const notAllowed = (): SimAnswer =>
  jsonAnswer(405, { Message: 'The requested resource does not support this http method.' });
