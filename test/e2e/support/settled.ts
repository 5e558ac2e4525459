// Waiting until a lane has come to rest, and comparing what both sides then say.
import { type Books, cents, centsOf } from './books.ts';
import { eventually } from './eventually.ts';
import type { Product, ShownRecord } from './product.ts';

/** Waits until so many invoices (payments, ...) are synced and none is in another state. */
export async function allSynced(
  product: Product,
  kind: string,
  count: number,
  timeoutMs = 60_000,
): Promise<readonly ShownRecord[]> {
  let shown: readonly ShownRecord[] = [];
  await eventually(
    `${count} records of kind ${kind} are synced`,
    async () => {
      shown = await product.records(`kind=${kind}`);
      const others = shown.filter(({ state }) => state !== 'synced');
      return { synced: shown.length - others.length, others: others.length, first: others[0] };
    },
    ({ synced, others }) => synced === count && others === 0,
    { timeoutMs, pollMs: 250 },
  );
  return shown;
}

/** Record ids whose invoice is not in the books exactly once with the same total and balance, to the cent. */
export async function disagreements(shown: readonly ShownRecord[], books: Books): Promise<readonly string[]> {
  const { objects } = await books.look();
  const byNumber = Map.groupBy(objects.Invoice, ({ DocNumber }) => DocNumber);
  return shown.flatMap(({ id, document }) => {
    const [booked, ...more] = byNumber.get(id) ?? [];
    const same =
      booked !== undefined &&
      more.length === 0 &&
      booked.Id === document?.id &&
      cents(booked.TotalAmt) === centsOf(document.total) &&
      cents(booked.Balance) === centsOf(document.balance);
    return same ? [] : [id];
  });
}
