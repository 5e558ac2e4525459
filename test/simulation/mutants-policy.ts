// Mutants of what a policy promises: told or not, merged or not, first what leans on it, exported, settled, held back.
import type { LedgerConnector } from '../../shared/connectors/ports.ts';
import type { AgreedFields } from '../../shared/core/fields.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { Host } from '../../shared/host/host.ts';
import type { MemoryStorage } from './memory-storage.ts';
import type { Mutant } from './mutants.ts';
import type { Role } from './process.ts';

type Part = 'links' | 'feed' | 'connections' | 'inbound';

/** One store of a world, some of whose methods are spoilt. */
const spoilt = <P extends Part>(
  name: string,
  says: string,
  part: P,
  spoil: (store: MemoryStorage[P]) => Partial<MemoryStorage[P]>,
): Mutant => ({
  name,
  says,
  defect: () => ({
    storage: (storage) => ({ ...storage, [part]: { ...storage[part], ...spoil(storage[part]) } }),
  }),
});

const ofHost = (name: string, says: string, host: (host: Host, role: Role) => Host): Mutant => ({
  name,
  says,
  defect: () => ({ host }),
});

const ofLedger = (
  name: string,
  says: string,
  spoil: (connector: LedgerConnector) => Partial<LedgerConnector>,
): Mutant => ({
  name,
  says,
  defect: () => ({ connector: (connector) => ({ ...connector, ...spoil(connector) }) }),
});

/** What is agreed on field by field, with something of it gone whenever a link is written. */
const withoutAgreed = (name: string, says: string, gone: Partial<AgreedFields>): Mutant =>
  spoilt(name, says, 'links', (links) => ({
    save: (lane, link) => {
      const { base } = link;
      const fields = base?.fields;
      if (base === undefined || fields === undefined) return links.save(lane, link);
      return links.save(lane, { ...link, base: { ...base, fields: { ...fields, ...gone } } });
    },
  }));

/** Links as the rules see them. */
const readAs = (name: string, says: string, seen: (link: Link) => Link): Mutant =>
  ofHost(name, says, (host, role) =>
    role !== 'worker'
      ? host
      : {
          ...host,
          links: { ...host.links, read: async (keys) => (await host.links.read(keys)).map(seen) },
        },
  );

/** The policy as the worker reads it. */
const policyAs = (name: string, says: string, other: (policy: Policy) => Policy): Mutant =>
  ofHost(name, says, (host, role) =>
    role !== 'worker'
      ? host
      : {
          ...host,
          connections: {
            ...host.connections,
            policy: async (connection) => {
              const saved = await host.connections.policy(connection);
              return saved === undefined ? undefined : { ...saved, policy: other(saved.policy) };
            },
          },
        },
  );

export const POLICY_MUTANTS: readonly Mutant[] = [
  ofHost(
    'told-after-settle',
    'a change goes into the feed after the link says that it was told',
    (host, role) =>
      role !== 'worker'
        ? host
        : {
            ...host,
            feed: {
              ...host.feed,
              append: async (connection, changes, at) => {
                void host.clock.wait(30_000).then(() => host.feed.append(connection, changes, at));
                return await host.feed.head(connection);
              },
            },
          },
  ),
  spoilt('nothing-told', 'edits in the ledger never reach the feed', 'feed', (feed) => ({
    append: (connection, changes, at) =>
      feed.append(
        connection,
        changes.filter(({ data }) => !('changed' in data)),
        at,
      ),
  })),
  spoilt('paid-not-told', 'payments in the ledger never reach the feed', 'feed', (feed) => ({
    append: (connection, changes, at) =>
      feed.append(
        connection,
        changes.filter(({ data }) => !('paid' in data)),
        at,
      ),
  })),
  spoilt('feed-skips', 'a page of the feed leaves its last change out', 'feed', (feed) => ({
    read: async (connection, after, limit) => {
      const page = await feed.read(connection, after, limit);
      if (page.type !== 'page' || page.entries.length < 2) return page;
      return { ...page, entries: [...page.entries.slice(0, -2), ...page.entries.slice(-1)] };
    },
  })),
  spoilt('own-write-told', 'what the ledger showed after our write is not remembered', 'links', (links) => ({
    save: (lane, link) =>
      links.save(lane, link.base === undefined ? link : { ...link, base: { ...link.base, theirs: 'none' } }),
  })),
  withoutAgreed('merge-overwrites', "a person's edit that stands is written over by the source's next word", {
    kept: undefined,
  }),
  withoutAgreed('untold-forgotten', 'what waits to be told is forgotten', { untold: undefined }),
  spoilt('inbound-not-noted', 'that a person asked for what changed is not stored', 'inbound', (inbound) => ({
    saveInbound: (connection, next, expected) =>
      inbound.saveInbound(connection, { ...next, askedAt: undefined }, expected),
  })),
  spoilt('import-not-told', 'the first import says that it is done, and told nothing', 'feed', (feed) => ({
    append: (connection, changes, at) =>
      feed.append(
        connection,
        changes.filter(({ type }) => !type.endsWith('.imported')),
        at,
      ),
  })),
  ofLedger('import-first-half', 'the first import ends with half of a page', (connector) => ({
    list: async (access, of, cursor) => {
      const page = await connector.list(access, of, cursor);
      if (!page.ok || page.value.snapshots.length < 2) return page;
      const { snapshots } = page.value;
      return { ok: true, value: { ...page.value, snapshots: snapshots.slice(0, snapshots.length / 2) } };
    },
  })),
  policyAs('import-not-awaited', 'nothing waits for the first import', (policy) => ({
    ...policy,
    connection: { ...policy.connection, requireInitialImport: false },
  })),
  readAs('cascade-skips-refunds', 'a payment does not know its refunds', (link) => ({
    ...link,
    dependents: undefined,
  })),
  ofLedger('cascade-skips-payments', 'an invoice that is voided does not ask what pays it', (connector) => ({
    read: async (access, ids) => {
      const answer = await connector.read(access, ids);
      if (!answer.ok) return answer;
      return { ok: true, value: answer.value.map((snapshot) => ({ ...snapshot, linked: [] })) };
    },
  })),
  spoilt('export-not-recorded', 'an export that was started is not stored', 'connections', () => ({
    appendExportRun: async () => 'appended' as const,
  })),
  policyAs('export-not-awaited', 'records go at once where they were to wait for an export', (policy) => ({
    ...policy,
    schedule: { ...policy.schedule, outbound: { mode: 'event' } },
  })),
  spoilt(
    'set-off-not-brought-forth',
    'what settles an invoice with its credit note is not stored',
    'links',
    (links) => ({
      storeSource: async (key, lane, source) =>
        source.derivedFrom !== undefined && key.kind === 'payment'
          ? { type: 'stored', isNew: false }
          : await links.storeSource(key, lane, source),
    }),
  ),
  {
    name: 'session-endless',
    says: 'a session has no end',
    defect: () => ({
      storage: (storage) => ({
        ...storage,
        connections: {
          ...storage.connections,
          saveConnection: (connection) =>
            storage.connections.saveConnection({ ...connection, sessionEndsAt: undefined }),
          saveCredentials: (lane, next, expected) =>
            storage.connections.saveCredentials(lane, { ...next, endsAt: undefined }, expected),
        },
      }),
    }),
  },
  readAs('everything-asked-for', 'every record counts as asked for by a person', (link) => ({
    ...link,
    asked: true,
    said: { what: 'sync', by: 'nobody', at: Number.MAX_SAFE_INTEGER },
  })),
  policyAs('all-kinds-synced', 'kinds that the policy keeps out are booked', (policy) => ({
    ...policy,
    suppliers: { sync: 'both' },
    creditNotes: { ...policy.creditNotes, mode: 'credit_memo' },
    payments: { ...policy.payments, direction: 'to_ledger' },
  })),
  policyAs('all-dates-exported', 'what is dated before the export is booked too', (policy) => ({
    ...policy,
    backfill: { excludePaymentsBeforeExportFrom: false },
  })),
  policyAs('conflict-is-ours', 'the source wins wherever both sides changed something', (policy) => ({
    ...policy,
    invoices: { ...policy.invoices, onConflict: 'source_wins' },
  })),
  ofLedger('one-currency', 'customers are made in the currency of the company', (connector) => ({
    write: (access, id, intents) =>
      connector.write(
        access,
        id,
        intents.map((intent) =>
          intent.document.type === 'customer'
            ? { ...intent, document: { ...intent.document, currency: 'EUR' } }
            : intent,
        ),
      ),
  })),
];
