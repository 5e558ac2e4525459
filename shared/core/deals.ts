// Deals: what a sale at the source shows of its invoices. With several, the one that changed last in the ledger counts (HUB-33).
import type { LocalDate } from './dates.ts';
import type { Change } from './feed.ts';
import { fingerprint } from './fingerprint.ts';
import type { Link } from './links.ts';
import type { Amount } from './money.ts';
import type { Policy } from './policy.ts';

/** What a sale takes over of its invoice. */
export interface DealFigures {
  readonly invoiceId: string;
  readonly number?: string | undefined;
  /** The ledger's id of the invoice. */
  readonly ledgerId: string;
  readonly status: 'live' | 'voided' | 'deleted';
  readonly currency: string;
  readonly date: LocalDate;
  readonly dueDate?: LocalDate | undefined;
  readonly total?: Amount | undefined;
  readonly balance?: Amount | undefined;
  /** Milliseconds UTC of the ledger's last change of it. */
  readonly updatedAt: number;
}

/** The figures of a sale; undefined as long as none of its invoices is in the ledger. */
export function rollUp(links: readonly Link[], dealId: string): DealFigures | undefined {
  return links.flatMap((link) => figuresOf(link, dealId)).reduce<DealFigures | undefined>(later, undefined);
}

/** Of two the one that changed later; of two that changed at once the one with the higher id, so that the answer is one. */
function later(one: DealFigures | undefined, other: DealFigures): DealFigures {
  if (one === undefined || other.updatedAt > one.updatedAt) return other;
  return other.updatedAt === one.updatedAt && other.invoiceId > one.invoiceId ? other : one;
}

function figuresOf({ source, document }: Link, dealId: string): readonly DealFigures[] {
  const record = source?.record;
  if (record?.kind !== 'invoice' || record.dealId !== dealId || document === undefined) return [];
  const { id: invoiceId, number, currency, date, dueDate } = record;
  const { id: ledgerId, status, total, balance, updatedAt } = document;
  return [{ invoiceId, number, ledgerId, status, currency, date, dueDate, total, balance, updatedAt }];
}

/** Characters of a mark: it is only ever compared with the one before it. */
const MARK_LENGTH = 6;

/** What the source hears of a sale, and the mark by which the link remembers it. */
export interface DealNews {
  readonly change: Change;
  readonly mark: string;
}

/**
 * Told at once, to sources that show everything of the ledger: which of several invoices changed last is for the source to
 * see by `updatedAt`, as changes of several may cross. Undefined where there is no sale, or nothing new of it.
 */
export function dealNews(link: Link, { invoices, schedule }: Policy): DealNews | undefined {
  if (invoices.inbound !== 'all' || schedule.inbound.mode !== 'event') return undefined;
  const id = dealOf(link);
  const [figures] = id === undefined ? [] : figuresOf(link, id);
  if (id === undefined || figures === undefined) return undefined;
  const mark = fingerprint([id, figures]).slice(0, MARK_LENGTH);
  if (link.dealTold === mark) return undefined;
  const data = { id, ...figures };
  return { mark, change: { id: `deal/${id}:${figures.invoiceId}:${mark}`, type: 'deal.changed', data } };
}

/** The sale that a record belongs to. */
export function dealOf({ source }: Link): string | undefined {
  return source?.record?.kind === 'invoice' ? source.record.dealId : undefined;
}
