// Deals: what a sale at the source shows of its invoices. With several, the one that changed last in the ledger counts (HUB-33).
import type { LocalDate } from './dates.ts';
import type { Link } from './links.ts';
import type { Amount } from './money.ts';

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
