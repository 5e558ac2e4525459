// One seed of a portal and its company: people at work on both sides, accidents on every way, then rest and judgement.
import { z } from 'zod';
import { createSeededChance } from '../../simulators/quickbooks/service/seeded.ts';
import { createPortalWorld, PORTAL, type PortalWorld, type Shown, WEBHOOK } from '../support/portal-world.ts';
import { CONNECTION } from './world.ts';

/** What a seed came to. */
export interface PortalOutcome {
  readonly violations: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

const STEPS = 40;
const MINUTE = 60_000;
const FAULTS = ['commit-then-drop', 'drop-before', '500', '504-after-commit', '429', '423'] as const;

/** Runs a seed to its end. */
export async function runPortalSeed(seed: number): Promise<PortalOutcome> {
  const { random } = createSeededChance(seed);
  let isCalm = false;
  const world = await createPortalWorld({
    seed,
    dies: () => !isCalm && random() < 0.01,
    settings: {
      webhooks: {
        url: WEBHOOK,
        gatherMs: Math.floor(random() * 5_000),
        delayMs: [0, Math.floor(random() * MINUTE)],
        duplicate: random() * 0.5,
        reorder: random() * 0.5,
        drop: random() * 0.2,
        shuffle: true,
      },
      faults: FAULTS.map((effect) => ({
        match: { pathRegex: '^/crm/', probability: random() * 0.03 },
        effect,
      })),
    },
    knobs: { searchLagMs: [0, 5_000] },
  });
  await world.lookAt({ at: 'prepare' });
  const counts: Record<string, number> = {};
  const acts = actsOf(world, random);
  for (let step = 0; step < STEPS; step += 1) {
    const [name, act] = acts[Math.floor(random() * acts.length)] ?? ['none', () => undefined];
    // What HubSpot or QuickBooks forbids a person is no fault of anybody.
    try {
      act();
      counts[name] = (counts[name] ?? 0) + 1;
    } catch {
      counts['refused'] = (counts['refused'] ?? 0) + 1;
    }
    world.advance(Math.floor(random() * 5 * MINUTE));
    if (random() < 0.5) await world.settle();
    if (random() < 0.2) await round(world);
  }
  isCalm = true;
  world.portal('DELETE', '/faults');
  world.portal('PATCH', '/settings', { webhooks: { drop: 0 } });
  // What was lost on its way is found by the rounds of both lanes; the second one finds what the first one caused.
  for (let n = 0; n < 4; n += 1) await round(world);
  return { violations: await judge(world), counts };
}

/** A round of both lanes, as the scheduler orders it. */
async function round(world: PortalWorld): Promise<void> {
  world.advance(15 * MINUTE);
  await world.look({ at: 'changes' });
  await world.lookAt({ at: 'changes' }, { at: 'feed', connection: CONNECTION });
  await world.look({ at: 'due' });
  await world.settle();
}

type Act = readonly [string, () => unknown];

function actsOf(world: PortalWorld, random: () => number): readonly Act[] {
  const contacts: string[] = [];
  const invoices: Shown[] = [];
  const books: string[] = [];
  const one = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(random() * list.length)];
    if (found === undefined) throw new Error('There is none yet');
    return found;
  };
  const amount = (): string => String(1 + Math.floor(random() * 200));
  const contact = (): string => {
    if (contacts.length > 3) return one(contacts);
    const n = contacts.length + 1;
    const properties = { email: `p${n}@example.com`, firstname: 'Person', lastname: String(n) };
    contacts.push(world.user({ act: 'create', objectType: 'contact', properties }).id);
    return contacts.at(-1) ?? '';
  };
  const line = () => ({
    name: `Work ${amount()}`,
    price: amount(),
    quantity: String(1 + Math.floor(random() * 4)),
  });
  const bill = (finalise: boolean) => {
    const lines = random() < 0.5 ? [line()] : [line(), line()];
    invoices.push(world.user({ act: 'createInvoice', contactId: contact(), lines, finalise }));
  };
  const book = () => {
    const object = { DisplayName: `Client ${books.length + 1} ${amount()}` };
    const customer = idIn(world.act({ act: 'create', entity: 'Customer', object }));
    const detail = { ItemRef: { value: '1' } };
    const Line = [
      { Amount: Number(amount()), DetailType: 'SalesItemLineDetail', SalesItemLineDetail: detail },
    ];
    const head = {
      CustomerRef: { value: customer },
      CurrencyRef: { value: 'EUR' },
      GlobalTaxCalculation: 'NotApplicable',
    };
    books.push(idIn(world.act({ act: 'create', entity: 'Invoice', object: { ...head, Line } })));
  };
  const edit = (properties: Record<string, string>, objectType = 'invoice', id = one(invoices).id) =>
    world.user({ act: 'edit', objectType, id, properties });
  return [
    ['bill', () => bill(true)],
    ['bill', () => bill(true)],
    ['draft', () => bill(false)],
    ['finalise', () => world.user({ act: 'finalise', invoiceId: one(invoices).id })],
    ['quantity', () => edit({ quantity: '7' }, 'line_item', one(one(invoices).lineIds))],
    ['comment', () => edit({ hs_comments: `Note ${amount()}` })],
    ['pay', () => world.user({ act: 'pay', invoiceId: one(invoices).id, processor: 'byo_stripe' })],
    ['book', book],
    ['receive', () => world.act({ act: 'receivePayment', invoiceId: one(books) })],
    [
      'memo',
      () =>
        world.act({
          act: 'edit',
          entity: 'Invoice',
          id: one(books),
          fields: { CustomerMemo: { value: `Memo ${amount()}` } },
        }),
    ],
  ];
}

const idIn = (value: unknown): string =>
  z.looseObject({ result: z.looseObject({ Id: z.string() }) }).parse(value).result.Id;

const PORTAL_RECORDS = z.object({
  records: z.record(
    z.string(),
    z.array(z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) })),
  ),
});
const BOOKED = z.looseObject({ Id: z.string(), TotalAmt: z.number() });

/** What must be true at rest, whatever happened. */
async function judge(world: PortalWorld): Promise<readonly string[]> {
  const violations: string[] = [];
  const { records } = PORTAL_RECORDS.parse(world.portal('GET', `/portals/${PORTAL}`));
  const { objects } = z
    .object({ objects: z.record(z.string(), z.array(z.unknown())) })
    .parse(world.inspect());
  const booked = z.array(BOOKED).parse(objects['Invoice'] ?? []);
  const owners = new Map<string, string[]>();
  for (const { id, properties } of records['invoices'] ?? []) {
    const link = await world.link('invoice', id);
    const { state, problem } = link.health;
    const status = properties['hs_invoice_status'] ?? '';
    if (state === 'uncertain' || state === 'pending') violations.push(`invoice ${id} is ${state} at rest`);
    const document = link.document?.id;
    if (document !== undefined) owners.set(document, [...(owners.get(document) ?? []), id]);
    if (status === 'draft') continue;
    if (document === undefined && problem === undefined)
      violations.push(`invoice ${id} (${status}) is ${state}, not booked`);
    const total = booked.find(({ Id }) => Id === document)?.TotalAmt;
    if (state === 'synced' && Number(properties['hs_amount_billed']) !== total)
      violations.push(`invoice ${id} is ${properties['hs_amount_billed']} there and ${total} in the books`);
  }
  for (const [document, ids] of owners)
    if (ids.length > 1) violations.push(`document ${document} belongs to ${ids.join(' and ')}`);
  for (const { Id } of booked) if (!owners.has(Id)) violations.push(`the books’ invoice ${Id} is nobody’s`);
  violations.push(...(await judgeMoney(world, records['commerce_payments'] ?? [], objects['Payment'] ?? [])));
  violations.push(...(await judgeRest(world)));
  return violations;
}

async function judgeMoney(
  world: PortalWorld,
  payments: readonly { readonly id: string }[],
  booked: readonly unknown[],
): Promise<readonly string[]> {
  // Money that pays no invoice is the ledger's own: no product is told of it.
  const there = z
    .array(z.looseObject({ Id: z.string(), Line: z.array(z.unknown()).default([]) }))
    .parse(booked)
    .filter(({ Line }) => Line.length > 0);
  const owners = new Map<string, string[]>();
  const violations: string[] = [];
  for (const { id } of payments) {
    const { health, document } = await world.link('payment', id);
    if (document !== undefined) owners.set(document.id, [...(owners.get(document.id) ?? []), id]);
    else if (health.problem === undefined && health.state !== 'waiting')
      violations.push(`payment ${id} is ${health.state}`);
  }
  for (const [document, ids] of owners)
    if (ids.length > 1) violations.push(`payment document ${document} belongs to ${ids.join(' and ')}`);
  for (const { Id } of there) if (!owners.has(Id)) violations.push(`the books’ payment ${Id} is nobody’s`);
  return violations;
}

/** Another round writes nothing anywhere: no echo is taken for news. */
async function judgeRest(world: PortalWorld): Promise<readonly string[]> {
  const writes = () =>
    z
      .object({ writeLog: z.array(z.looseObject({ by: z.string() })) })
      .parse(world.inspect())
      .writeLog.filter(({ by }) => by === 'api').length;
  const before = { books: writes(), asked: world.asked.length };
  await round(world);
  const told = world.asked
    .slice(before.asked)
    .filter(({ url }) => /batch\/(upsert|update|archive|associate)/.test(url));
  return [
    ...(writes() > before.books ? [`${writes() - before.books} writes to the books at rest`] : []),
    ...(told.length > 0 ? [`${told.length} writes to the portal at rest`] : []),
  ];
}
