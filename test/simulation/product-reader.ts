// Product reader: a product that reads what it is told, takes some of it over, and answers with what it made of it.
import type { Product } from './actors.ts';
import { ask } from './actors.ts';
import { blame } from './evidence.ts';
import { at, isRecord, listAt, parse, textAt } from './json.ts';
import { nameOf } from './marks.ts';
import { asOperator } from './requests.ts';
import type { SeedWorld } from './seed-world.ts';
import { sayingOf } from './source-events.ts';
import type { SourceRecordPlan } from './source-plan.ts';

export interface Reader {
  readonly look: () => void;
  readonly stop: () => void;
  /** Everything that was told has been read, in order and without a gap. */
  readonly judge: () => Promise<void>;
}

const PAUSE_MS = 90_000;
const NOBODY: Reader = { look: () => undefined, stop: () => undefined, judge: async () => undefined };

export function startReader(world: SeedWorld, connection: string, product: Product | undefined): Reader {
  const { kernel, evidence, storage } = world;
  const { schedule, connection: how } = evidence.policyOf(connection);
  if (product === undefined || (schedule.inbound.mode === 'off' && !how.requireInitialImport)) return NOBODY;
  const seen = new Map<string, unknown>();
  let after = 0;
  let isStopped = false;
  const until = kernel.now() + world.swarm.setting.busyMs;
  const look = (): void => {
    const request = asOperator('GET /v1/connections/{connection}/changes', { connection });
    ask(world, 'api', { ...request, query: { after: String(after), limit: '50' } }, (answer) => {
      if (answer?.status !== 200) return;
      const body = parse(answer.body);
      const page = listAt(body, 'changes');
      const next = Number(textAt(body, 'next'));
      // Somebody else may have read the same page meanwhile.
      if (next <= after) return;
      if (next !== after + page.length)
        blame(evidence, 'feedGap', `${connection}: ${page.length} changes from ${after} to ${next}`);
      after = next;
      for (const change of page)
        if (!seen.has(textAt(change, 'id'))) hear(world, product, connection, change);
      for (const change of page) seen.set(textAt(change, 'id'), change);
      if (next < Number(textAt(body, 'head'))) look();
    });
  };
  const again = (): void => {
    // In the calm it only looks when there may be something.
    if (isStopped || kernel.now() > until) return;
    look();
    kernel.after(PAUSE_MS / 2 + kernel.random() * PAUSE_MS, again);
  };
  kernel.after(kernel.random() * PAUSE_MS, again);
  world.onText(() => `${after} ${isStopped}`);
  return {
    look,
    stop: () => {
      look();
      isStopped = true;
    },
    judge: async () => {
      const head = await storage.feed.head(connection);
      const told = evidence.told.get(connection) ?? [];
      if (head !== after) blame(evidence, 'feedGap', `${connection} read up to ${after} of ${head}`);
      const lost = told.find(({ id }) => !seen.has(id));
      if (lost !== undefined) blame(evidence, 'feedGap', `${connection} never read ${lost.id}`);
    },
  };
}

/** What a product does about a change: makes a record of what is imported, takes an edit over, or leaves it. */
function hear(world: SeedWorld, product: Product, connection: string, change: unknown): void {
  const { evidence, kernel } = world;
  const [type = '', what = ''] = textAt(change, 'type').split('.').slice(-2);
  const data = at(change, 'data');
  const kind = type === 'customer' || type === 'supplier' || type === 'invoice' ? type : undefined;
  if (kind === undefined) return;
  if (what === 'imported') {
    const plan = [...evidence.plans.values()].find(
      ({ key, traits }) =>
        key.connection === connection &&
        key.kind === kind &&
        traits?.born === 'import' &&
        textAt(data, 'name').split(' ')[1] === `${connection}-${key.id}`,
    );
    const ledgerId = textAt(data, 'ledgerId');
    if (plan !== undefined) product.say(sayingOf(plan, { ...FIRST, taken: { ledgerId } }));
    return;
  }
  const plan = evidence.plans.get(nameOf({ connection, kind, id: textAt(data, 'id') }));
  const changed = at(data, 'changed');
  // Of what was made of another record a product has nothing of its own.
  if (
    plan === undefined ||
    plan.isDerived === true ||
    !isRecord(changed) ||
    plan.end !== undefined ||
    !kernel.chance(0.4)
  )
    return;
  takeOver(world, product, plan, changed);
}

const FIRST = { revision: 1, presence: 'live', last: true, other: false, atMs: 0 } as const;

/** What a product can hold as it stands in the ledger; the rest it leaves to the next thing it says itself. */
const TAKEN: readonly string[] = ['email', 'dueDate', 'date'];

function takeOver(
  { evidence }: SeedWorld,
  product: Product,
  plan: SourceRecordPlan,
  changed: Readonly<Record<string, unknown>>,
): void {
  const news = Object.entries(changed).flatMap(([name, value]) =>
    TAKEN.includes(name) && typeof value === 'string' ? [[name, value] as const] : [],
  );
  if (news.length === 0) return;
  const taken = { ...evidence.taken.get(plan.name), ...Object.fromEntries(news) };
  evidence.taken.set(plan.name, taken);
  plan.revisions += 1;
  product.say(sayingOf(plan, { ...FIRST, revision: plan.revisions, taken }));
}
