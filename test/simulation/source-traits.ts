// Traits: what may be particular about a record, so that each setting of the policies has something to act on.
import type { Policy } from '../../shared/core/policy.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import type { Kernel } from './kernel.ts';

export interface Traits {
  /** The ledger had it before: its product hears of it by the first import, or sends it and the two are linked by name. */
  readonly born?: 'import' | 'ledger' | undefined;
  readonly isLocation?: boolean | undefined;
  readonly email?: string | undefined;
  readonly currency?: string | undefined;
  /** A day before the one from which some policies export. */
  readonly date?: string | undefined;
  readonly dueDate?: string | undefined;
  readonly documentType?: string | undefined;
  readonly isDraft?: boolean | undefined;
  readonly tax?: string | undefined;
  readonly account?: string | undefined;
  readonly revenueGroup?: string | undefined;
  /** Cents that its product adds up to otherwise than the lines do. */
  readonly totalOff?: number | undefined;
  /** A credit note for an invoice; `credited` is that invoice's name. */
  readonly credits?: boolean | undefined;
  readonly credited?: string | undefined;
  readonly method?: string | undefined;
  readonly manual?: boolean | undefined;
  readonly sync?: boolean | undefined;
  readonly deposit?: boolean | undefined;
  readonly isTransfer?: boolean | undefined;
  readonly transferOf?: string | undefined;
}

export const OLD_DATE = '2026-10-20';

/** Draws what is particular about a record: what its policy makes something of, and now and then what it does not. */
export function drawTraits(kernel: Kernel, kind: RecordKind, policy: Policy): Traits {
  const date = kernel.chance(0.15) ? OLD_DATE : undefined;
  const currency = kernel.chance(policy.customers.perCurrency ? 0.4 : 0.01) ? 'USD' : undefined;
  const email = kernel.chance(0.7) ? 'first@example.com' : undefined;
  const isImported = policy.connection.requireInitialImport && kernel.chance(0.25);
  switch (kind) {
    case 'customer': {
      const isLinked = linksCustomers(policy) && kernel.chance(0.8);
      return {
        born: isImported ? 'import' : isLinked ? 'ledger' : undefined,
        isLocation: kernel.chance(0.3),
        email,
      };
    }
    case 'supplier':
      return { born: isImported && policy.suppliers.sync === 'both' ? 'import' : undefined, email };
    case 'item':
    case 'attachment':
    case 'cost_centre':
      return {};
    case 'invoice':
    case 'credit_note':
      return {
        date,
        currency,
        dueDate: kernel.chance(0.7) ? '2026-12-01' : undefined,
        documentType: kernel.chance(0.8) ? 'invoice' : 'receipt',
        isDraft: kernel.chance(0.5),
        tax: policy.tax.mode === 'mapped' && kernel.chance(0.3) ? 'high' : undefined,
        account: kernel.chance(0.15) ? 'food' : undefined,
        revenueGroup: kernel.chance(0.2) ? 'rooms' : undefined,
        totalOff: kernel.chance(0.08) ? 1 : undefined,
        credits: kind === 'credit_note' && kernel.chance(0.6),
      };
    case 'payment': {
      const manual = kernel.chance(0.4) ? true : undefined;
      return {
        date,
        method: kernel.pick(['cash', 'card', undefined]),
        manual,
        sync: manual === true && kernel.chance(0.5) ? kernel.chance(0.6) : undefined,
        deposit: kernel.chance(0.12) ? true : undefined,
        isTransfer: kernel.chance(0.12),
      };
    }
    case 'refund':
      return { date, method: kernel.pick(['cash', 'card', undefined]) };
  }
}

/** Whether the ledger's customers are linked, and none is made there. */
export function linksCustomers({ customers: { direction, onMissing, createIn } }: Policy): boolean {
  const writes = direction === 'to_ledger' || direction === 'both';
  return !writes || onMissing === 'require_linked' || createIn === 'ledger';
}
