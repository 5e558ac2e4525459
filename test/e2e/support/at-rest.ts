// At rest: the ledger has told everything that happened, and the lanes have nothing left to look at.
import { depthOf } from './backstage.ts';
import { eventually } from './eventually.ts';
import type { TestSystem } from './test-system.ts';

/** Waits until no webhook is on its way and no message is in the lanes. */
export async function atRest({ books, system }: TestSystem, timeoutMs?: number): Promise<void> {
  const read = async () => ({
    webhooks: await books.untold(),
    messages: await depthOf(system.stack, 'Lanes'),
  });
  const isEmpty = ({ webhooks, messages }: Awaited<ReturnType<typeof read>>) => webhooks + messages === 0;
  await eventually('the system is at rest', read, isEmpty, timeoutMs === undefined ? {} : { timeoutMs });
}

/** Longer than the span in which a change counts as the echo of our own write. */
const LATER_MS = 5_000;

/** What is done in the books after this is clearly later than all that we did. */
export async function laterInTheBooks(test: TestSystem): Promise<void> {
  await atRest(test);
  await test.books.advance(LATER_MS);
}
