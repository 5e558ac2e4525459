// Mutants of what processes do with messages and time: looks lost, waits cut, echoes read, payloads believed.
import type { Host, Look } from '../../shared/host/host.ts';
import type { SourceState } from '../../shared/core/records.ts';
import { nameOf } from './marks.ts';
import type { Mutant } from './mutants.ts';
import type { Role } from './process.ts';

const mutant = (name: string, says: string, host: (host: Host, role: Role) => Host): Mutant => ({
  name,
  says,
  defect: () => ({ host }),
});

/** Messages that a role sends, some of them lost. */
const losing = (name: string, says: string, by: Role, lost: (look: Look) => boolean): Mutant =>
  mutant(name, says, (host, role) => ({
    ...host,
    lanes: {
      ...host.lanes,
      send: async (lane, looks, intake) => {
        const kept = role === by ? looks.filter((look) => !lost(look)) : looks;
        if (kept.length > 0) await host.lanes.send(lane, kept, intake);
      },
    },
  }));

export const HOST_MUTANTS: readonly Mutant[] = [
  losing(
    'event-not-named',
    'an event is stored, and its lane never hears of it',
    'webhooks',
    ({ at }) => at === 'record',
  ),
  {
    ...losing(
      'retry-not-named',
      'a retry is saved, and its lane never hears of it',
      'api',
      ({ at }) => at === 'record',
    ),
    equivalent: 'a retried record is due at once: the next delivery or sweep of its lane takes it up',
  },
  mutant('intake-lost', 'a message does not say what its request brought', (host) => ({
    ...host,
    lanes: { ...host.lanes, send: (lane, looks) => host.lanes.send(lane, looks) },
  })),
  losing('rest-dropped', 'what a delivery did not reach is forgotten', 'worker', ({ at }) => at === 'record'),
  losing('no-sweep', 'the clock names no lane', 'scheduler', () => true),
  losing(
    'resume-silent',
    'a lane that goes on is not told',
    'api',
    ({ at }) => at === 'due' || at === 'changes',
  ),
  {
    name: 'deleted-on-error',
    says: 'messages are deleted although their delivery threw',
    defect: () => ({ deletesAlways: true }),
  },
  mutant('synced-too-early', 'a record is called synced when its write is announced', (host, role) =>
    role !== 'worker'
      ? host
      : {
          ...host,
          writes: {
            ...host.writes,
            append: async (entry) => {
              const result = await host.writes.append(entry);
              const links = await host.links.read(entry.intents.map(({ key }) => key));
              for (const link of links)
                await host.links.save(entry.lane, {
                  ...link,
                  health: { state: 'synced', since: entry.announcedAt },
                });
              return result;
            },
          },
        },
  ),
  mutant('echo-not-known', 'every notice is read from the ledger', (host, role) =>
    role !== 'worker'
      ? host
      : {
          ...host,
          links: {
            ...host.links,
            pointersOf: async (lane, documents) =>
              (await host.links.pointersOf(lane, documents)).map((pointer) => ({ ...pointer, touchedAt: 0 })),
            read: async (keys) =>
              (await host.links.read(keys)).map((link) =>
                link.document === undefined
                  ? link
                  : { ...link, document: { ...link.document, updatedAt: 0 } },
              ),
          },
        },
  ),
  {
    name: 'payload-believed',
    says: 'the worker acts on the revision it first saw, not on the newest',
    defect: () => {
      const first = new Map<string, SourceState>();
      return {
        host: (host, role) =>
          role !== 'worker'
            ? host
            : {
                ...host,
                links: {
                  ...host.links,
                  read: async (keys) =>
                    (await host.links.read(keys)).map((link) => {
                      const { source } = link;
                      if (source === undefined) return link;
                      const known = first.get(nameOf(link.key));
                      if (known === undefined) first.set(nameOf(link.key), source);
                      return { ...link, source: known ?? source };
                    }),
                },
              },
      };
    },
  },
  {
    ...mutant('no-waiting', 'nobody waits: not between attempts, and not for the rate limit', (host) => ({
      ...host,
      clock: { ...host.clock, wait: () => Promise.resolve() },
    })),
    equivalent: 'no world here is busy enough to meet the rate limit; test/unit/pace.test.ts holds it',
  },
  mutant('same-owner', 'all workers have the same name and the same request ids', (host, role) =>
    role === 'worker' ? { ...host, random: { ...host.random, id: () => 'theonlyworker' } } : host,
  ),
];
