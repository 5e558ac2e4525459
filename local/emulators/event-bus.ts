// EventBridge: takes events, gives each to the targets of the rules that catch it, and keeps the others for a person to see.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ACCOUNT, REGION } from '../identity.ts';
import { matchesPattern } from './event-pattern.ts';
import { serviceFault } from './service-fault.ts';

export type Rule = {
  readonly busName: string;
  readonly pattern: unknown;
  readonly targets: readonly {
    readonly arn: string;
    /** Given instead of the event. */ readonly input?: string;
    /** The way to the part of the event that is given instead of it: `$.detail.says`. */ readonly path?: string;
  }[];
};
/** Gives a JSON text to the function or queue of this ARN. */
export type Deliver = (targetArn: string, input: string) => Promise<void>;

export type EventBus = {
  readonly operations: Readonly<Record<string, (input: unknown) => unknown>>;
  readonly setRules: (rules: readonly Rule[], deliver: Deliver) => void;
};

// The service's own limit.
const MAX_ENTRIES = 10;

/** `onUncaught` gets the event as JSON, with the name of its bus. */
export const openEventBus = (onUncaught: (line: string) => void): EventBus => {
  let rules: readonly Rule[] = [];
  let deliver: Deliver = () => Promise.resolve();

  const publish = (entry: Entry): { EventId: string } | { ErrorCode: string; ErrorMessage: string } => {
    const detail = parseJson(entry.Detail);
    if (detail === undefined || entry.Source === undefined || entry.DetailType === undefined) {
      return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    }
    const event = eventOf(entry, detail);
    const busName = nameOfBus(entry.EventBusName);
    const catching = rules.filter((rule) => rule.busName === busName && matchesPattern(rule.pattern, event));
    if (catching.length === 0) onUncaught(JSON.stringify({ bus: busName, ...event }));
    // Like the real one it answers before the targets have been reached; the target reports its own failures.
    for (const target of catching.flatMap(({ targets }) => targets)) {
      void deliver(target.arn, target.input ?? JSON.stringify(partOf(event, target.path)));
    }
    return { EventId: event.id };
  };
  return {
    operations: {
      PutEvents: (input) => {
        const { Entries } = putEventsSchema.parse(input);
        if (Entries.length > MAX_ENTRIES) {
          throw serviceFault('ValidationException', `Entries must have a length of at most ${MAX_ENTRIES}.`);
        }
        const answers = Entries.map(publish);
        return { FailedEntryCount: answers.filter((one) => 'ErrorCode' in one).length, Entries: answers };
      },
    },
    setRules: (next, how) => {
      rules = next;
      deliver = how;
    },
  };
};

/** What a way of names leads to; null where it leads nowhere, as on AWS. */
const partOf = (event: unknown, path = '$'): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null
          ? (Object.entries(value).find(([key]) => key === name)?.[1] ?? null)
          : null,
      event,
    );

const eventOf = ({ Source, DetailType, Resources, Time }: Entry, detail: unknown) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': DetailType,
  source: Source,
  account: ACCOUNT,
  // Whole seconds, as EventBridge cuts them.
  time: `${new Date((Time ?? Date.now() / 1000) * 1000).toISOString().slice(0, 19)}Z`,
  region: REGION,
  resources: Resources ?? [],
  detail,
});

/** Callers give a name or an ARN; without either it is the account's own bus. */
export const nameOfBus = (nameOrArn = 'default'): string => nameOrArn.replace(/^arn:.*event-bus\//, '');

const parseJson = (text: string | undefined): unknown => {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

const entrySchema = z.object({
  Source: z.string().min(1).optional(),
  DetailType: z.string().min(1).optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  Time: z.number().optional(),
});
type Entry = z.infer<typeof entrySchema>;
const putEventsSchema = z.object({ Entries: z.array(entrySchema).min(1) });
