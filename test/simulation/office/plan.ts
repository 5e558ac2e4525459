// Plan: what a product says of its forms, revision by revision, and what the books must show after each of them.
import type { Kernel } from '../kernel.ts';

/** What a booking of a revision has to say, in cents; a credit note is below zero. */
export interface Expected {
  readonly revision: number;
  readonly total: number;
  /** Header kinds of VAT with their amounts, in order of their names: `VerkopenHoog 2100`. */
  readonly vat: readonly string[];
}

export type Fate =
  | 'plain'
  /** Its account is only made in the ledger later. */
  | 'late_account'
  /** Its customer is. */
  | 'late_customer'
  /** Its VAT code is none of the ledger's. */
  | 'bad_tax'
  /** Somebody books something else under its number first, sooner or later. */
  | 'rival';

export interface Form {
  readonly kind: 'invoice' | 'credit_note';
  readonly id: string;
  readonly number: string;
  readonly fate: Fate;
  readonly ends: boolean;
  /** `gone`: its address answers with 410. */
  readonly file: 'none' | 'inline' | 'url' | 'gone';
  readonly revisions: readonly Expected[];
}

export interface Saying {
  readonly atMs: number;
  readonly event: Readonly<Record<string, unknown>>;
}

export interface Plan {
  readonly forms: readonly Form[];
  readonly sayings: readonly Saying[];
}

export const LATE_CUSTOMER = 7001;
export const LATE_ACCOUNT = 8400;
export const COST_CENTRE = 100;

/** Accounts with the VAT code that they take, the kind in the header, and its rate in per cent. */
const ACCOUNTS = [
  { account: '8200', tax: '2', kind: 'VerkopenHoog', rate: 21 },
  { account: '8260', tax: '2', kind: 'VerkopenHoog', rate: 21, costCentre: String(COST_CENTRE) },
  { account: '8210', tax: '1', kind: 'VerkopenLaag', rate: 9 },
] as const;
const REVERSE = { account: '8250', tax: '4', kind: 'VerkopenVerlegd', rate: 0 } as const;
const LATE = { account: String(LATE_ACCOUNT), tax: '2', kind: 'VerkopenHoog', rate: 21 } as const;
type Account = (typeof ACCOUNTS)[number] | typeof REVERSE | typeof LATE;

interface Line {
  readonly on: Account;
  readonly cents: number;
}

export function planOffice(
  kernel: Kernel,
  of: {
    readonly forms: number;
    readonly busyMs: number;
    readonly day: string;
    readonly customers: readonly string[];
  },
): Plan {
  const forms: Form[] = [];
  const sayings: Saying[] = [];
  for (let index = 0; index < of.forms; index += 1) {
    const { form, said } = planForm(kernel, of, index);
    forms.push(form);
    sayings.push(...said);
  }
  return { forms, sayings };
}

const FATES: readonly Fate[] = ['late_account', 'late_customer', 'bad_tax', 'rival'];

function planForm(
  kernel: Kernel,
  {
    busyMs,
    day,
    customers,
  }: { readonly busyMs: number; readonly day: string; readonly customers: readonly string[] },
  index: number,
): { readonly form: Form; readonly said: readonly Saying[] } {
  const { chance, int, pick, random } = kernel;
  const fate: Fate = chance(0.3) ? (pick(FATES) ?? 'plain') : 'plain';
  const kind = chance(0.75) ? ('invoice' as const) : ('credit_note' as const);
  const [id, number] = [`f${index}`, `2026-${String(index).padStart(4, '0')}`];
  const file = chance(0.6) ? (pick(['inline', 'url', 'url', 'gone'] as const) ?? 'none') : 'none';
  const ends = fate === 'plain' && chance(0.12);
  const count = 1 + int(3);
  const customerId = fate === 'late_customer' ? String(LATE_CUSTOMER) : (pick(customers) ?? '');
  const revisions: Expected[] = [];
  let atMs = random() * busyMs * 0.6;
  const said: Saying[] = [];
  for (let revision = 1; revision <= count; revision += 1) {
    const money = moneyOf(kernel, fate, kind);
    const data = {
      ...{ id, revision, number, customerId, currency: 'EUR', date: day, status: 'closed' },
      ...money.said,
      ...fileOf(file, id, chance(0.5) ? 1 : revision),
    };
    revisions.push({ revision, ...money.expected });
    said.push({ atMs, event: eventOf(`${TYPES[kind]}.upserted`, data, `${id}-${revision}`) });
    // Mostly one after the other; now and then the older one is still on its way.
    atMs += chance(0.2) ? 0 : random() * busyMs * 0.2;
  }
  if (ends) {
    const data = { id, revision: count + 1 };
    said.push({ atMs, event: eventOf(`${TYPES[kind]}.deleted`, data, `${id}-end`) });
  }
  return { form: { kind, id, number, fate, ends, file, revisions }, said };
}

const TYPES = { invoice: 'invoice', credit_note: 'creditnote' } as const;

function eventOf(type: string, data: object, id: string): Readonly<Record<string, unknown>> {
  return { specversion: '1.0', id, source: 'office', type, data };
}

function fileOf(file: Form['file'], id: string, version: number): object {
  if (file === 'none') return {};
  if (file === 'inline') return { pdf: { content: Buffer.from(`%PDF ${id} ${version}`).toString('base64') } };
  const name = file === 'gone' ? 'gone' : `${id}-${version}`;
  return { pdf: { url: `https://files.example/${name}.pdf` } };
}

function moneyOf(kernel: Kernel, fate: Fate, kind: Form['kind']) {
  const lines = linesOf(kernel, fate);
  const stated = kernel.chance(0.5);
  const kinds = [...new Set(lines.map(({ on }) => on.kind))].sort();
  const vat = kinds.map((name) => {
    const ofKind = lines.filter(({ on }) => on.kind === name);
    const exact = Math.round(
      (sum(ofKind.map(({ cents }) => cents)) * (ofKind[0]?.on.rate ?? 0)) / 100 + 1e-9,
    );
    // A product that rounds line by line says another cent than we would; what it says stands on its customer's invoice.
    const cents = stated && exact > 0 && kernel.chance(0.3) ? exact + 1 : exact;
    return { name, tax: ofKind[0]?.on.tax ?? '', cents };
  });
  const sign = kind === 'credit_note' ? -1 : 1;
  const taxTotal = sum(vat.map(({ cents }) => cents));
  const total = sum(lines.map(({ cents }) => cents)) + taxTotal;
  const said = {
    lines: lines.map(({ on, cents }, index) => ({
      description: `Regel ${index + 1}`,
      amount: decimal(cents),
      account: on.account,
      tax: fate === 'bad_tax' ? '9' : on.tax,
      ...('costCentre' in on ? { costCentre: on.costCentre } : {}),
    })),
    ...(stated && fate !== 'bad_tax'
      ? {
          taxes: vat.map(({ tax, cents }) => ({ tax, amount: decimal(cents) })),
          taxTotal: decimal(taxTotal),
          total: decimal(total),
        }
      : {}),
  };
  const expected = { total: sign * total, vat: vat.map(({ name, cents }) => `${name} ${sign * cents}`) };
  return { said, expected };
}

function linesOf({ chance, int, pick }: Kernel, fate: Fate): readonly Line[] {
  const cents = (): number => 1 + int(chance(0.3) ? 100 : 200_000);
  if (fate === 'late_account') return [{ on: LATE, cents: cents() }];
  if (chance(0.12)) return [{ on: REVERSE, cents: cents() }];
  return Array.from({ length: 1 + int(3) }, () => ({ on: pick(ACCOUNTS) ?? ACCOUNTS[0], cents: cents() }));
}

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

function decimal(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
