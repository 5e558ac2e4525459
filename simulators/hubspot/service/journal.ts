// The Webhooks Journal: what happened in the subscribed accounts, in files of up to three days of age, in order.
import { z } from 'zod';
import { randomUuid } from '../../quickbooks/service/chance.ts';
import type { Change, Surroundings } from '../core/types.ts';
import type { ServiceSettings } from './settings.ts';

const actions = z.array(
  z.enum(['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE', 'ASSOCIATION_ADDED', 'ASSOCIATION_REMOVED']),
);
const objectIds = z.array(z.union([z.string(), z.number()]).transform(String));

/** A subscription as it is asked for. The schema requires every member. */
export const subscriptionInput = z.discriminatedUnion('subscriptionType', [
  z.object({
    subscriptionType: z.literal('OBJECT'),
    portalId: z.number().int(),
    objectTypeId: z.string(),
    actions,
    properties: z.array(z.string()),
    objectIds,
  }),
  z.object({
    subscriptionType: z.literal('ASSOCIATION'),
    portalId: z.number().int(),
    objectTypeId: z.string(),
    associatedObjectTypeIds: z.array(z.string()),
    actions,
    objectIds,
  }),
  z.object({
    subscriptionType: z.literal('APP_LIFECYCLE_EVENT'),
    eventTypeId: z.string(),
    properties: z.array(z.string()),
  }),
]);

const stored = z.object({ id: z.number(), createdAt: z.number(), input: subscriptionInput });
const eventSchema = z.record(z.string(), z.json());
const entrySchema = z.object({ offset: z.string(), publishedAt: z.number(), events: z.array(eventSchema) });

/** Everything the journal remembers, as it stands in the state file. */
export const journalState = z.object({
  nextId: z.number(),
  subscriptions: z.array(stored),
  coming: z.array(z.object({ readyAt: z.number(), event: eventSchema })),
  entries: z.array(entrySchema),
});

export type JournalSubscription = z.infer<typeof stored>;
export type JournalEntry = z.infer<typeof entrySchema>;
type JournalEvent = z.infer<typeof eventSchema>;

/** The journal of the app, over all accounts. */
export interface Journal {
  readonly from: Surroundings;
  readonly settings: () => ServiceSettings['journal'];
  readonly appId: () => number;
  state: z.infer<typeof journalState>;
}

export function emptyJournal(): Journal['state'] {
  return { nextId: 1, subscriptions: [], coming: [], entries: [] };
}

/** HubSpot's type ids of the two lifecycle events. */
const LIFECYCLE = { install: '4-1909196', uninstall: '4-1916193' } as const;

const ACTIONS = {
  create: 'CREATE',
  update: 'UPDATE',
  delete: 'DELETE',
  merge: 'MERGE',
  restore: 'RESTORE',
  associate: 'ASSOCIATION_ADDED',
  dissociate: 'ASSOCIATION_REMOVED',
} as const;

/** Takes in a change, if anybody subscribed to it. */
export function write(journal: Journal, change: Change, values: Readonly<Record<string, string>>): void {
  const event = eventOf(journal, change, values);
  if (event === undefined) return;
  const readyAt = journal.from.now() + journal.settings().publishAfterMs;
  journal.state.coming.push({ readyAt, event });
}

export function subscribe(journal: Journal, input: JournalSubscription['input']): JournalSubscription {
  const { state, from } = journal;
  const subscription = { id: state.nextId, createdAt: from.now(), input };
  state.nextId += 1;
  state.subscriptions.push(subscription);
  return subscription;
}

/** The files that are out and not too old, oldest first; for one account only what happened in it. */
export function entriesOf(journal: Journal, portalId: number | null): readonly JournalEntry[] {
  publish(journal);
  if (portalId === null) return journal.state.entries;
  return journal.state.entries.flatMap((entry) => {
    const events = entry.events.filter((event) => event.portalId === portalId);
    return events.length === 0 ? [] : [{ ...entry, events }];
  });
}

/** The file as it is downloaded. */
export function fileOf({ offset, publishedAt, events }: JournalEntry): string {
  return JSON.stringify({ offset, journalEvents: events, publishedAt: new Date(publishedAt).toISOString() });
}

/** Puts what is ready into files, and forgets files that are too old. */
function publish(journal: Journal): void {
  const { state, from } = journal;
  const { keepMs, maxBytesPerFile, maxEventsPerFile } = journal.settings();
  const now = from.now();
  const ready = state.coming.filter(({ readyAt }) => readyAt <= now);
  state.coming = state.coming.filter(({ readyAt }) => readyAt > now);
  let file: JournalEvent[] = [];
  let bytes = 0;
  // A file is dated by its last event, not by the moment somebody asked for it.
  const close = (publishedAt: number) => {
    if (file.length > 0) state.entries.push({ offset: randomUuid(from), publishedAt, events: file });
    file = [];
    bytes = 0;
  };
  for (const { readyAt, event } of ready) {
    const size = JSON.stringify(event).length;
    if (file.length >= maxEventsPerFile || bytes + size > maxBytesPerFile) close(readyAt);
    file.push(event);
    bytes += size;
  }
  close(ready.at(-1)?.readyAt ?? now);
  state.entries = state.entries.filter(({ publishedAt }) => publishedAt > now - keepMs);
}

function eventOf(
  journal: Journal,
  change: Change,
  values: Readonly<Record<string, string>>,
): JournalEvent | undefined {
  const { subscriptions } = journal.state;
  const inputs = subscriptions.map(({ input }) => input);
  const common = { portalId: change.portalId, occurredAt: new Date(change.at).toISOString() };
  switch (change.action) {
    case 'install':
    case 'uninstall': {
      const eventTypeId = LIFECYCLE[change.action];
      const wanted = inputs.some(
        (each) => each.subscriptionType === 'APP_LIFECYCLE_EVENT' && each.eventTypeId === eventTypeId,
      );
      const action = change.action === 'install' ? 'APP_INSTALL' : 'APP_UNINSTALL';
      const properties = { hs_app_id: String(journal.appId()) };
      return wanted ? { type: 'app_lifecycle_event', ...common, action, eventTypeId, properties } : undefined;
    }
    case 'privacyDelete':
      return undefined;
    case 'associate':
    case 'dissociate':
      return associationEvent(change, inputs, common);
    case 'create':
    case 'update':
    case 'delete':
    case 'merge':
    case 'restore':
      return objectEvent(change, inputs, { common, values });
  }
}

type Inputs = readonly JournalSubscription['input'][];

function associationEvent(
  change: Change,
  inputs: Inputs,
  common: { readonly portalId: number; readonly occurredAt: string },
): JournalEvent | undefined {
  const { link } = change;
  const action = change.action === 'associate' ? 'ASSOCIATION_ADDED' : 'ASSOCIATION_REMOVED';
  if (link === undefined) return undefined;
  const wanted = inputs.some(
    (each) =>
      each.subscriptionType === 'ASSOCIATION' &&
      each.portalId === change.portalId &&
      each.objectTypeId === change.typeId &&
      each.associatedObjectTypeIds.includes(link.toTypeId) &&
      each.actions.includes(action) &&
      (each.objectIds.length === 0 || each.objectIds.includes(change.id)),
  );
  if (!wanted) return undefined;
  return {
    type: 'association',
    ...common,
    action,
    fromObjectTypeId: change.typeId,
    fromObjectId: Number(change.id),
    toObjectTypeId: link.toTypeId,
    toObjectId: Number(link.toId),
    associationTypeId: link.typeId,
    associationCategory: link.category,
    isPrimary: link.primary,
  };
}

function objectEvent(
  change: Change,
  inputs: Inputs,
  {
    common,
    values,
  }: {
    readonly common: { readonly portalId: number; readonly occurredAt: string };
    readonly values: Readonly<Record<string, string>>;
  },
): JournalEvent | undefined {
  const { action: kind, typeId, id, changed, portalId } = change;
  if (kind !== 'create' && kind !== 'update' && kind !== 'delete' && kind !== 'merge' && kind !== 'restore')
    return undefined;
  const action = ACTIONS[kind];
  const fitting = inputs.flatMap((each) =>
    each.subscriptionType === 'OBJECT' &&
    each.portalId === portalId &&
    each.objectTypeId === typeId &&
    each.actions.includes(action) &&
    (each.objectIds.length === 0 || each.objectIds.includes(id))
      ? [each.properties]
      : [],
  );
  const names = new Set(fitting.flat());
  const source = kind === 'create' ? { ...values, ...changed } : changed;
  const propertyChanges = Object.fromEntries(Object.entries(source).filter(([name]) => names.has(name)));
  const silent = kind === 'update' && names.size > 0 && Object.keys(propertyChanges).length === 0;
  if (fitting.length === 0 || silent) return undefined;
  const event = {
    type: 'crmObject',
    ...common,
    action,
    objectTypeId: typeId,
    objectId: Number(id),
    propertyChanges,
  };
  return change.merge === undefined
    ? event
    : {
        ...event,
        primaryObjectId: Number(change.merge.primaryId),
        mergedObjectIds: change.merge.mergedIds.map(Number),
      };
}
