// Lists of an administration that others lean on: countries, and everything that the rules look at.
import * as z from 'zod';
import type { Reference, ReferenceEntry } from '../../core/decisions.ts';
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess } from '../ports.ts';
import { CURRENCY } from './amounts.ts';
import { call, type Client } from './client.ts';
import { COST_CENTRE } from './documents/cost-centre.ts';
import { flag, given, text } from './documents/parts.ts';
import { unreadable } from './faults.ts';
import { all, page, readRows } from './odata.ts';
import { HEADER_KINDS, KINDS } from './vat.ts';

export interface Country {
  readonly id: string;
  readonly name: string;
  /** ISO 3166 alpha-2 (SnelStart's `landcode`; its `landcodeISO` has three letters). */
  readonly code: string | undefined;
}

/** The countries by id. The list knows no filter and comes whole. */
export async function countries(
  client: Client,
  access: LedgerAccess,
): Promise<Answer<ReadonlyMap<string, Country>>> {
  const rows = await whole(client, access, '/landen', COUNTRY);
  if (!rows.ok) return rows;
  const read = rows.value.map(
    ({ id, naam, landcode }) => [id, { id, name: naam, code: given(landcode) }] as const,
  );
  return { ok: true, value: new Map(read) };
}

/** The administration's lists and settings. */
export async function reference(
  client: Client,
  access: LedgerAccess,
  now: number,
): Promise<Answer<Reference>> {
  const info = await companyInfo(client, access);
  if (!info.ok) return info;
  const ledgers = await accounts(client, access);
  if (!ledgers.ok) return ledgers;
  const rates = await whole(client, access, '/btwtarieven', RATE);
  if (!rates.ok) return rates;
  const centres = await whole(client, access, '/kostenplaatsen', COST_CENTRE);
  if (!centres.ok) return centres;
  const daybooks = await whole(client, access, '/dagboeken', DAYBOOK);
  if (!daybooks.ok) return daybooks;
  return {
    ok: true,
    value: {
      readAt: now,
      companyName: given(info.value.administratieNaam),
      homeCurrency: CURRENCY,
      multiCurrency: false,
      accounts: ledgers.value.entries,
      items: [],
      taxCodes: HEADER_KINDS.map((kind) => taxEntry(kind, rates.value)),
      paymentMethods: daybooks.value.flatMap(daybookEntry),
      costCentres: centres.value.map(costCentreEntry),
      switches: { country: 'NL', foreign_vat: info.value.factureerBuitenlandsBtw === true ? 'on' : 'off' },
    },
  };
}

/** The ledger accounts (grootboeken), whole. */
export async function accounts(
  client: Client,
  access: LedgerAccess,
): Promise<Answer<{ readonly entries: readonly ReferenceEntry[]; readonly reads: number }>> {
  const answer = await all(client, access, { path: '/grootboeken', row: ACCOUNT, fits: () => true });
  if (!answer.ok) return answer;
  const { rows, reads } = answer.value;
  return { ok: true, value: { entries: rows.map(accountEntry), reads } };
}

/** Names the administration that the keys open; the call that proves both. */
export async function companyInfo(
  client: Client,
  access: LedgerAccess,
): Promise<Answer<z.infer<typeof COMPANY>>> {
  const answer = await call(client, access, { method: 'GET', path: '/companyInfo', effect: 'read' });
  if (!answer.ok) return answer;
  const read = COMPANY.safeParse(answer.value.json);
  if (read.success) return { ok: true, value: read.data };
  return { ok: false, fault: unreadable(answer.value.response.status, 'read') };
}

/** A list without OData: no filter, no pages. */
export async function whole<T>(
  client: Client,
  access: LedgerAccess,
  path: string,
  row: z.ZodType<T>,
): Promise<Answer<readonly T[]>> {
  const answer = await page(client, access, { path });
  if (!answer.ok) return answer;
  const rows = readRows(row, answer.value);
  return rows === undefined ? { ok: false, fault: unreadable(200, 'read') } : { ok: true, value: rows };
}

const COMPANY = z.object({
  administratieIdentifier: z.string().min(1).max(64),
  administratieNaam: text,
  factureerBuitenlandsBtw: flag,
});

const COUNTRY = z.object({ id: z.string(), naam: z.string(), landcode: text });

const ACCOUNT = z.object({
  id: z.string(),
  nummer: text,
  omschrijving: text,
  nonactief: flag,
  kostenplaatsVerplicht: flag,
  grootboekfunctie: text,
  btwSoort: z.array(z.string()).nullish(),
});

/** The account decides which kind of VAT a line on it may have. */
function accountEntry(row: z.infer<typeof ACCOUNT>): ReferenceEntry {
  const kinds = row.btwSoort ?? [];
  return {
    id: row.id,
    number: given(row.nummer),
    name: row.omschrijving ?? '',
    type: given(row.grootboekfunctie),
    active: row.nonactief !== true,
    taxCodes: HEADER_KINDS.filter((kind) => kinds.includes(KINDS[kind])),
    needsCostCentre: row.kostenplaatsVerplicht === true ? true : undefined,
  };
}

export function costCentreEntry({
  id,
  nummer,
  omschrijving,
  nonactief,
}: z.infer<typeof COST_CENTRE>): ReferenceEntry {
  return { id, number: nummer, name: omschrijving ?? '', active: nonactief !== true };
}

const RATE = z.object({ btwSoort: z.string(), btwPercentage: z.string(), datumVanaf: z.string() });

function taxEntry(
  kind: (typeof HEADER_KINDS)[number],
  rows: readonly z.infer<typeof RATE>[],
): ReferenceEntry {
  const isReverse = kind === 'VerkopenVerlegd';
  const rates = rows
    .filter(({ btwSoort }) => !isReverse && btwSoort === KINDS[kind])
    .map(({ btwPercentage, datumVanaf }) => ({ from: datumVanaf.slice(0, 10), rate: plain(btwPercentage) }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return { id: kind, name: kind, active: true, rate: isReverse ? '0' : rates.at(-1)?.rate, rates };
}

/** `21.0` as `21`. */
function plain(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

const DAYBOOK = z.object({ id: z.string(), omschrijving: text, soort: text, nummer: text, nonactief: flag });

/** Where money comes in: of the daybooks only these two. */
function daybookEntry(row: z.infer<typeof DAYBOOK>): readonly ReferenceEntry[] {
  const { id, omschrijving, soort, nummer, nonactief } = row;
  if (soort !== 'Bank' && soort !== 'Kas') return [];
  return [{ id, name: omschrijving ?? '', number: given(nummer), type: soort, active: nonactief !== true }];
}
