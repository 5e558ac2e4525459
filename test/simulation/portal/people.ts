// People at work on both sides of a connection: they bill, edit, pay, void, delete and give back, often at the same time.
import { listAt, textAt } from '../json.ts';
import type { Field, Side } from './evidence.ts';
import type { Pair, PortalWorld } from './world.ts';

/** What people of a pair know of their own side. */
interface Known {
  readonly contacts: string[];
  /** Invoices of the account, with their lines. */
  readonly bills: { readonly id: string; readonly lines: readonly string[] }[];
  /** Payments of the account. */
  readonly money: string[];
}

/** Every sale, payment and note of a seed has a number of its own. */
let numbers = 0;
export function resetNumbers(): void {
  numbers = 0;
}

export function startPeople(world: PortalWorld, pair: Pair, untilMs: number): void {
  const { kernel, swarm } = world;
  const known: Known = { contacts: [], bills: [], money: [] };
  const acts = [...portalActs(world, pair, known), ...booksActs(world, pair)];
  const next = (): void => {
    if (kernel.now() >= untilMs) return;
    const act = weighted(kernel.random(), acts);
    act();
    if (kernel.chance(swarm.setting.clashes)) kernel.after(kernel.random() * 3_000, () => clash(world, pair));
    kernel.after(kernel.random() * 2 * swarm.setting.actEveryMs, next);
  };
  kernel.after(kernel.random() * 10_000, next);
  if (swarm.setting.burst > 0) kernel.after(kernel.random() * 300_000, () => burst(world, pair));
}

type Act = readonly [weight: number, act: () => void];

function weighted(drawn: number, acts: readonly Act[]): () => void {
  const total = acts.reduce((sum, [weight]) => sum + weight, 0);
  let left = drawn * total;
  for (const [weight, act] of acts) if ((left -= weight) < 0) return act;
  return acts[0]?.[1] ?? (() => undefined);
}

const amountOf = (world: PortalWorld): number => 1 + world.kernel.int(20_000) / 100;
const fresh = (): number => (numbers += 1);

function portalActs(world: PortalWorld, pair: Pair, known: Known): readonly Act[] {
  const { kernel } = world;
  const { connection } = pair;
  const act = (asked: { readonly act: string } & Record<string, unknown>): unknown =>
    world.actInPortal(pair, asked);
  const contact = (): string => {
    if (known.contacts.length > 2) return kernel.pick(known.contacts) ?? '';
    const n = fresh();
    world.evidence.madeBy('portal', connection, 'contact');
    const properties = { email: `p${n}@example.com`, firstname: 'Person', lastname: String(n) };
    const id = textAt(act({ act: 'create', objectType: 'contact', properties }), 'id');
    known.contacts.push(id);
    return id;
  };
  const line = (name: string) => ({
    name,
    price: String(amountOf(world)),
    quantity: String(1 + kernel.int(4)),
  });
  const bill = (finalise: boolean): void => {
    const n = fresh();
    const lines = [line(`Sale ${n}`), ...(kernel.chance(0.5) ? [line(`Extra ${n}`)] : [])];
    world.evidence.madeBy('portal', connection, 'invoice');
    const made = act({ act: 'createInvoice', contactId: contact(), lines, finalise });
    const id = textAt(made, 'id');
    if (id !== '') known.bills.push({ id, lines: listAt(made, 'lineIds').map(String) });
  };
  const anyBill = () => kernel.pick(known.bills);
  const edit = (objectType: string, id: string, properties: Record<string, string>): unknown =>
    act({ act: 'edit', objectType, id, properties });
  const pay = (): void => {
    const id = anyBill()?.id ?? '';
    const { invoices } = world.evidence.shown(connection);
    const due = Number(textAt(invoices.get(id), 'hs_balance_due'));
    if (!(due > 0) || textAt(invoices.get(id), 'hs_invoice_status') !== 'open') return;
    const amount = kernel.chance(0.5) ? due : Math.max(1, Math.floor(due / 2));
    world.evidence.madeBy('portal', connection, 'payment');
    const properties = {
      hs_initial_amount: String(amount),
      hs_initiated_date: new Date(kernel.now()).toISOString(),
      hs_latest_status: 'succeeded',
      hs_currency_code: 'EUR',
      hs_payment_method_type: 'card',
      hs_processor_type: 'byo_stripe',
      hs_reference_number: `P${fresh()}`,
    };
    const party = kernel.pick(known.contacts) ?? '';
    const made = act({
      act: 'create',
      objectType: 'commerce_payment',
      properties,
      with: [
        { objectType: 'invoice', id },
        { objectType: 'contact', id: party },
      ],
    });
    if (made !== undefined) known.money.push(textAt(made, 'id'));
  };
  return [
    [5, () => bill(true)],
    [1, () => bill(false)],
    [1, () => act({ act: 'finalise', invoiceId: anyBill()?.id ?? '' })],
    [2, () => void editTotal(world, pair, known)],
    [4, () => editMemo(world, pair, 'portal')],
    [3, pay],
    [1, () => act({ act: 'refund', paymentId: kernel.pick(known.money) ?? '' })],
    [0.5, () => act({ act: 'deletePayment', paymentId: kernel.pick(known.money) ?? '' })],
    [1, () => act({ act: 'void', invoiceId: anyBill()?.id ?? '' })],
    [0.5, () => act({ act: 'delete', objectType: 'invoice', id: anyBill()?.id ?? '' })],
    [1, () => edit('contact', kernel.pick(known.contacts) ?? '', { phone: `+31 ${fresh()}` })],
    [
      0.5,
      () => {
        // What happens in an account that nobody connected is nobody's.
        const stranger = { ...pair, portal: 77 };
        const properties = { email: `s${fresh()}@example.com` };
        world.actInPortal(stranger, { act: 'create', objectType: 'contact', properties });
      },
    ],
  ];
}

function editTotal(world: PortalWorld, pair: Pair, known: Known): void {
  const { kernel, evidence } = world;
  const one = kernel.pick(known.bills);
  const id = kernel.pick(one?.lines ?? []) ?? '';
  const properties = { price: String(amountOf(world)) };
  const done = world.actInPortal(pair, { act: 'edit', objectType: 'line_item', id, properties });
  if (done !== undefined) evidence.edited('portal', pair.connection, one?.id ?? '', 'total');
}

function booksActs(world: PortalWorld, pair: Pair): readonly Act[] {
  const { kernel, evidence } = world;
  const { connection, realm } = pair;
  const anyInvoice = (): string =>
    kernel.pick(
      evidence.view
        .docs()
        .filter((doc) => doc.realm === realm && doc.entity === 'Invoice' && doc.status === 'live'),
    )?.id ?? '';
  const of = (entity: string): string =>
    kernel.pick(
      evidence.view
        .docs()
        .filter((doc) => doc.realm === realm && doc.entity === entity && doc.status === 'live'),
    )?.id ?? '';
  const editLines = (): void => {
    const id = anyInvoice();
    const shown = evidence.view.doc(realm, 'Invoice', id);
    if (shown === undefined) return;
    const mark = /(?:Sale|Book) \d+/.exec(shown.content)?.[0] ?? 'Extra';
    const fields = { Line: [lineInBooks(mark, amountOf(world))] };
    if (world.actInBooks(pair, { act: 'edit', entity: 'Invoice', id, fields }) !== undefined)
      evidence.edited('books', connection, id, 'total');
  };
  return [
    [3, () => book(world, pair)],
    [3, () => editMemo(world, pair, 'books')],
    [1, editLines],
    [
      3,
      () => {
        const invoiceId = anyInvoice();
        const amount = kernel.chance(0.5) ? undefined : 1;
        const asked = { act: 'receivePayment', invoiceId } as const;
        const paid = world.actInBooks(pair, amount === undefined ? asked : { ...asked, amount });
        if (paid !== undefined) evidence.madeBy('books', connection, 'payment');
      },
    ],
    [0.7, () => world.actInBooks(pair, { act: 'void', entity: 'Invoice', id: anyInvoice() })],
    [0.7, () => world.actInBooks(pair, { act: 'delete', entity: 'Invoice', id: anyInvoice() })],
    [0.5, () => world.actInBooks(pair, { act: 'delete', entity: 'Payment', id: of('Payment') })],
    [
      0.7,
      () => {
        const fields = { PrimaryPhone: { FreeFormNumber: `+32 ${fresh()}` } };
        world.actInBooks(pair, { act: 'edit', entity: 'Customer', id: of('Customer'), fields });
      },
    ],
  ];
}

function lineInBooks(Description: string, Amount: number) {
  const detail = { ItemRef: { value: '1' } };
  return { Amount, Description, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: detail };
}

function book(world: PortalWorld, pair: Pair): void {
  const { evidence } = world;
  const { connection } = pair;
  const n = fresh();
  const customers = world.evidence.view
    .docs()
    .filter(
      ({ realm, entity, status }) => realm === pair.realm && entity === 'Customer' && status === 'live',
    );
  let customer = customers.length > 3 ? (world.kernel.pick(customers)?.id ?? '') : '';
  if (customer === '') {
    evidence.madeBy('books', connection, 'contact');
    const object = { DisplayName: `Client ${n}` };
    customer = textAt(world.actInBooks(pair, { act: 'create', entity: 'Customer', object }), 'Id');
  }
  evidence.madeBy('books', connection, 'invoice');
  const object = {
    CustomerRef: { value: customer },
    CurrencyRef: { value: 'EUR' },
    GlobalTaxCalculation: 'NotApplicable',
    Line: [lineInBooks(`Book ${n}`, amountOf(world))],
  };
  world.actInBooks(pair, { act: 'create', entity: 'Invoice', object });
}

/** Somebody changes the note of an invoice on one side; both sides know it by their own id. */
function editMemo(world: PortalWorld, pair: Pair, side: Side, chosen?: string): boolean {
  const { kernel, evidence } = world;
  const { connection, realm } = pair;
  const text = `Note ${fresh()}`;
  const ids =
    side === 'portal'
      ? [...evidence.shown(connection).invoices.keys()]
      : evidence.view
          .docs()
          .filter((doc) => doc.realm === realm && doc.entity === 'Invoice' && doc.status === 'live')
          .map((doc) => doc.id);
  const id = chosen ?? kernel.pick(ids) ?? '';
  const done =
    side === 'portal'
      ? world.actInPortal(pair, { act: 'edit', objectType: 'invoice', id, properties: { hs_comments: text } })
      : world.actInBooks(pair, {
          act: 'edit',
          entity: 'Invoice',
          id,
          fields: { CustomerMemo: { value: text } },
        });
  const field: Field = 'memo';
  if (done !== undefined) evidence.edited(side, connection, id, field);
  return done !== undefined;
}

/** Both sides change the note of one and the same invoice within seconds. */
function clash(world: PortalWorld, pair: Pair): void {
  const { kernel, evidence, storage } = world;
  const { connection } = pair;
  const id = kernel.pick([...evidence.shown(connection).invoices.keys()]);
  if (id === undefined) return;
  void storage.links.read([{ connection, kind: 'invoice', id }]).then(([link]) => {
    const document = link?.document?.id;
    if (document === undefined) return;
    const [first, second] = kernel.chance(0.5)
      ? (['portal', 'books'] as const)
      : (['books', 'portal'] as const);
    const edit = (side: Side): boolean => editMemo(world, pair, side, side === 'portal' ? id : document);
    edit(first);
    kernel.after(kernel.random() * 8_000, () => void edit(second));
  });
}

/** So much at once that the account's rate window is met. */
function burst(world: PortalWorld, pair: Pair): void {
  for (let n = 0; n < world.swarm.setting.burst; n += 1) book(world, pair);
}
