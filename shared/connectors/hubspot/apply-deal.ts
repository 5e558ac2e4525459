// Deals in HubSpot: the figures of the invoice that changed last in the ledger, in properties of our own (HUB-33).
import type { Answer } from '../../core/faults.ts';
import type { Change } from '../../core/feed.ts';
import { compareDecimals } from '../../core/money.ts';
import type { Applied } from '../source-port.ts';
import { readObjects } from './objects.ts';
import { DEAL_PROPERTIES as NAMES } from './properties.ts';
import { mayBeWithheld } from './reader.ts';
import { NOT_UNDERSTOOD, TOLD_DEAL, type ToldDeal } from './told.ts';
import type { Properties } from './values.ts';
import { type Portal, update, type Values } from './writes.ts';

/** Changes of several invoices may cross, so the deal itself says of when its figures are. */
export async function showDeal(portal: Portal, { data }: Change): Promise<Answer<Applied>> {
  const read = TOLD_DEAL.safeParse(data);
  if (!read.success) return { ok: false, fault: NOT_UNDERSTOOD };
  const wanted = { ids: [read.data.id], properties: Object.values(NAMES) };
  const found = await readObjects(portal.client, portal.access, 'deal', wanted);
  if (!found.ok) return mayBeWithheld('deal', found.fault) ? IGNORED : found;
  const [deal] = found.value.objects;
  const values = figuresIn(read.data);
  if (deal === undefined || isOlder(read.data, deal.properties) || shows(deal.properties, values))
    return IGNORED;
  const done = await update(portal, 'deal', deal.id, values);
  if (!done.ok) return mayBeWithheld('deal', done.fault) ? IGNORED : done;
  return { ok: true, value: { type: 'applied', object: { type: 'deal', id: deal.id } } };
}

/** Deleted, shown already, or none of ours to write. */
const IGNORED: Answer<Applied> = { ok: true, value: { type: 'ignored' } };

/** Of two that changed at once the one with the higher id counts, as in the API. */
function isOlder({ updatedAt, invoiceId }: ToldDeal, shown: Properties): boolean {
  const before = Date.parse(shown[NAMES.updatedAt] ?? '');
  if (Number.isNaN(before) || before < updatedAt) return false;
  return before > updatedAt || (shown[NAMES.invoice] ?? '') > invoiceId;
}

function figuresIn(told: ToldDeal): Values {
  return {
    [NAMES.invoice]: told.invoiceId,
    [NAMES.number]: told.number ?? '',
    [NAMES.status]: statusOf(told),
    [NAMES.total]: told.total ?? '',
    [NAMES.balance]: told.balance ?? '',
    [NAMES.currency]: told.currency,
    [NAMES.date]: told.date,
    [NAMES.dueDate]: told.dueDate ?? '',
    [NAMES.updatedAt]: new Date(told.updatedAt).toISOString(),
  };
}

function statusOf({ status, total, balance }: ToldDeal): string {
  if (status !== 'live') return status;
  const isWorth = (compareDecimals(total ?? '0', '0') ?? 0) > 0;
  return isWorth && compareDecimals(balance ?? total ?? '', '0') === 0 ? 'paid' : 'open';
}

function shows(properties: Properties, values: Values): boolean {
  return Object.entries(values).every(([name, value]) => (properties[name] ?? '') === value);
}
