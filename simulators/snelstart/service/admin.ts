// The admin endpoint: what a test or a demo asks of the simulator itself, under /_sim, for callers on this machine only.
import { z } from 'zod';
import type { SimAnswer, SimRequest, Surroundings } from '../../quickbooks/core/types.ts';
import { addRule, faultRule, faultShorthand, rulesOf } from '../../quickbooks/service/faults.ts';
import { findRequests } from '../../quickbooks/service/request-log.ts';
import type { Administration } from '../core/administration.ts';
import { createBooking, deleteBooking, findBooking, replaceBooking } from '../core/bookings.ts';
import { createCostCentre, deleteCostCentre, replaceCostCentre } from '../core/cost-centres.ts';
import { isRefusal, jsonAnswer, SENTENCES } from '../core/faults.ts';
import { listInvoices, payInvoice } from '../core/invoices.ts';
import { createLedger, editLedger } from '../core/ledgers.ts';
import { createParty, deleteParty, replaceParty } from '../core/parties.ts';
import { changeKey } from './keys.ts';
import { open, reset, type State } from './state.ts';

export function answerAdmin(state: State, req: SimRequest): SimAnswer {
  const [, , first = '', second, third] = req.path.split('/');
  const key = `${req.method} ${first}${second === undefined ? '' : '/*'}${third === undefined ? '' : `/${third}`}`;
  const act = ACTS[key];
  if (act === undefined) return jsonAnswer(404, { error: `There is no ${req.method} ${req.path}` });
  const body = bodyOf(req);
  return body === undefined
    ? jsonAnswer(400, { error: 'The body is not JSON' })
    : act({ state, req, body, name: decodeURIComponent(second ?? '') });
}

interface Asked {
  readonly state: State;
  readonly req: SimRequest;
  readonly body: unknown;
  readonly name: string;
}

const ACTS: Readonly<Record<string, (asked: Asked) => SimAnswer>> = {
  'GET ': ({ state }) => jsonAnswer(200, summary(state)),
  'POST reset': ({ state }) => {
    reset(state);
    return jsonAnswer(200, summary(state));
  },
  'GET settings': ({ state }) => jsonAnswer(200, state.settings),
  'PATCH settings': (asked) =>
    checked(SETTINGS, asked, (patch, { state }) => {
      Object.assign(state.settings, patch);
      return jsonAnswer(200, state.settings);
    }),
  'GET administrations': ({ state }) =>
    jsonAnswer(
      200,
      state.administrations.map(({ id, name, package: sold }) => ({ id, name, package: sold })),
    ),
  'POST administrations': (asked) =>
    checked(OPENING, asked, (settings, { state }) => jsonAnswer(201, { id: open(state, settings).id })),
  'GET administrations/*': (asked) =>
    withBooks(asked, (books) => jsonAnswer(200, inspect(asked.state.from, books))),
  'PATCH administrations/*/settings': (asked) =>
    withBooks(asked, (books) =>
      checked(KNOBS, asked, (patch) => {
        const limits = { ...books.knobs.limits, ...patch.limits };
        books.knobs = { ...books.knobs, ...patch, limits };
        return jsonAnswer(200, books.knobs);
      }),
    ),
  'POST administrations/*/acts': (asked) =>
    withBooks(asked, (books) => checked(USER_ACT, asked, (act) => doAct(asked.state, books, act))),
  'GET faults': ({ state }) => jsonAnswer(200, state.faults.rules),
  'POST faults': (asked) => addFaults(asked),
  'DELETE faults': ({ state }) => {
    state.faults.rules = [];
    return jsonAnswer(200, []);
  },
  'GET requests': ({ state, req }) => {
    const { since, ...rest } = Object.fromEntries(req.query);
    return jsonAnswer(
      200,
      findRequests(state.log, { ...rest, since: since === undefined ? 0 : Number(since) }),
    );
  },
  'DELETE requests': ({ state }) => {
    state.log.entries = [];
    return jsonAnswer(200, []);
  },
  'GET webhooks': ({ state }) => jsonAnswer(200, state.events),
};

function summary(state: State): unknown {
  const { settings, couplings, administrations, faults, events } = state;
  return {
    now: new Date(state.from.now()).toISOString(),
    administrations: administrations.map(({ id, name, bookings }) => ({
      id,
      name,
      bookings: bookings.length,
    })),
    couplings,
    subscriptionKeys: settings.subscriptionKeys,
    faults: faults.rules,
    webhooks: events.length,
  };
}

function inspect(from: Surroundings, books: Administration): unknown {
  const { parties, costCentres, bookings, documents, writeLog, calls } = books;
  return {
    objects: {
      relaties: parties,
      kostenplaatsen: costCentres,
      verkoopboekingen: bookings.map(({ body }) => body),
      verkoopfacturen: listInvoices({ ...books, knobs: { ...books.knobs, invoiceLagMs: 0 } }, from),
      documenten: documents.map(({ content, ...rest }) => ({
        ...rest,
        bytes: Math.floor(content.length * 0.75),
      })),
    },
    writeLog,
    callsOfLastHour: calls.length,
    settings: books.knobs,
  };
}

const SETTINGS = z
  .strictObject({
    subscriptionKeys: z.array(z.string()),
    scopes: z.array(z.string()),
    tokenSeconds: z.int().min(1),
    webhookUrl: z.string().nullable(),
  })
  .partial();
const OPENING = z.strictObject({ id: z.uuid(), name: z.string(), package: z.string().optional() });
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullable();
const KNOBS = z
  .strictObject({
    limits: z
      .strictObject({ enforce: z.boolean(), perMinute: z.int(), perHour: z.int(), concurrent: z.int() })
      .partial(),
    listsInactive: z.boolean(),
    readsInactive: z.boolean(),
    refusesDualRole: z.boolean(),
    paymentTouchesInvoice: z.boolean(),
    invoiceLagMs: z.int().min(0),
    documentStatus: z.union([z.literal(200), z.literal(201)]),
    order: z.enum(['made', 'newest']),
    lockedUntil: day,
    returnedUntil: day,
  })
  .partial();

const fields = z.record(z.string(), z.json());
const USER_ACT = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('createParty'), fields }),
  z.strictObject({ act: z.literal('editParty'), id: z.string(), fields }),
  z.strictObject({ act: z.literal('deactivateParty'), id: z.string() }),
  z.strictObject({ act: z.literal('createCostCentre'), fields }),
  z.strictObject({ act: z.literal('editCostCentre'), id: z.string(), fields }),
  z.strictObject({ act: z.literal('deactivateCostCentre'), id: z.string() }),
  z.strictObject({ act: z.literal('createLedger'), fields }),
  z.strictObject({ act: z.literal('editLedger'), id: z.string(), fields }),
  z.strictObject({ act: z.literal('createBooking'), fields }),
  z.strictObject({ act: z.literal('editBooking'), id: z.string(), fields }),
  z.strictObject({ act: z.literal('deleteBooking'), id: z.string() }),
  z.strictObject({ act: z.literal('pay'), number: z.string(), amount: z.string() }),
  z.strictObject({
    act: z.literal('key'),
    how: z.enum(['create', 'regenerate', 'delete']),
    referenceKey: z.string().default(''),
  }),
]);

function doAct(state: State, books: Administration, act: z.infer<typeof USER_ACT>): SimAnswer {
  const { from } = state;
  const party = (id: string) => books.parties.find((one) => one['id'] === id) ?? {};
  const centre = (id: string) => books.costCentres.find((one) => one['id'] === id) ?? {};
  switch (act.act) {
    case 'createParty':
      return outcome(createParty(books, from, act.fields, 'ui'));
    case 'editParty':
      return outcome(
        replaceParty(books, from, { id: act.id, sent: { ...party(act.id), ...act.fields }, by: 'ui' }),
      );
    case 'deactivateParty':
      return outcome(deleteParty(books, from, act.id, 'ui'));
    case 'createCostCentre':
      return outcome(createCostCentre(books, from, act.fields, 'ui'));
    case 'editCostCentre':
      return outcome(
        replaceCostCentre(books, from, { id: act.id, sent: { ...centre(act.id), ...act.fields }, by: 'ui' }),
      );
    case 'deactivateCostCentre':
      return outcome(deleteCostCentre(books, from, act.id, 'ui'));
    case 'createLedger':
      return outcome(createLedger(books, from, act.fields));
    case 'editLedger':
      return outcome(editLedger(books, from, act.id, act.fields));
    case 'createBooking':
      return outcome(createBooking(books, from, act.fields, 'ui'));
    case 'editBooking': {
      const sent = { ...findBooking(books, act.id)?.body, ...act.fields };
      return outcome(replaceBooking(books, from, { id: act.id, sent, by: 'ui' }));
    }
    case 'deleteBooking':
      return outcome(deleteBooking(books, from, act.id, 'ui'));
    case 'pay':
      return outcome(payInvoice(books, from, act.number, act.amount));
    case 'key':
      return outcome(changeKey(state, act.how, books.id, act.referenceKey));
  }
}

function outcome(result: unknown): SimAnswer {
  if (result === undefined) return jsonAnswer(409, { error: 'There is nothing like that to do it with' });
  if (!isRefusal(result)) return jsonAnswer(200, result);
  return result.refused === 'codes'
    ? jsonAnswer(409, { error: result.codes.map((code) => `${code} ${SENTENCES[code]}`).join('; ') })
    : jsonAnswer(409, { error: Object.values(result.fields).join('; ') });
}

function addFaults({ state, body }: Asked): SimAnswer {
  const short = faultShorthand.safeParse(body);
  if (short.success) {
    const ids = rulesOf(short.data).map((rule) =>
      addRule(state.faults, { ...rule, match: { ...rule.match, pathRegex: '^/v2/' } }),
    );
    return jsonAnswer(201, { ids });
  }
  const one = faultRule.safeParse(body);
  return one.success
    ? jsonAnswer(201, { id: addRule(state.faults, one.data) })
    : jsonAnswer(400, { error: z.prettifyError(one.error) });
}

function checked<T>(
  schema: z.ZodType<T>,
  asked: Asked,
  act: (body: T, asked: Asked) => SimAnswer,
): SimAnswer {
  const read = schema.safeParse(asked.body);
  return read.success ? act(read.data, asked) : jsonAnswer(400, { error: z.prettifyError(read.error) });
}

function withBooks({ state, name }: Asked, act: (books: Administration) => SimAnswer): SimAnswer {
  const books = state.administrations.find(({ id }) => id === name);
  return books === undefined ? jsonAnswer(404, { error: `No administration ${name}` }) : act(books);
}

function bodyOf(req: SimRequest): unknown {
  if (req.body === '') return {};
  try {
    return JSON.parse(req.body);
  } catch {
    return undefined; // The caller is told so.
  }
}
