// What an operator sees from outside: the records by the API, the depth of the queues, what the journal holds open.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { localClient } from '../../local/identity.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { systemRandom } from '../../shared/host/aws/random.ts';
import { createDynamoLinks } from '../../shared/storage/dynamo-links.ts';
import { createDynamoWrites } from '../../shared/storage/dynamo-writes.ts';
import { CONNECTIONS, LANES } from './companies.ts';
import type { Place, System } from './system.ts';

const RECORD = z.object({
  kind: z.string(),
  id: z.string(),
  state: z.string(),
  reason: z.string().optional(),
  problem: z.object({ code: z.string(), sentence: z.string() }).optional(),
  revision: z.number().optional(),
  syncedRevision: z.number().optional(),
});
const PAGE = z.object({ records: z.array(RECORD), cursor: z.string().optional() });

export type Shown = z.infer<typeof RECORD> & { readonly company: number };

export interface Observer {
  readonly records: (company: number) => Promise<readonly Shown[]>;
  /** One page, as a person who looks at a list; false when it was not answered. */
  readonly glance: (company: number) => Promise<boolean>;
  /** Whether it was taken. */
  readonly retry: (record: Shown) => Promise<boolean>;
  /** For messages of the lanes that are received from now on. */
  readonly setVisibility: (seconds: number) => Promise<void>;
  /** Messages, also those that are being worked on. */
  readonly depths: () => Promise<{ readonly lanes: number; readonly deadLetters: number }>;
  /** Writes that were announced and never settled, as texts. */
  readonly openWrites: (companies: number) => Promise<readonly string[]>;
  readonly close: () => void;
}

const GLANCE_MS = 20_000;
const DEPTHS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

export function openObserver({ place }: System): Observer {
  const sqs = new SQSClient(localClient(place.sqs));
  const dynamoDb = new DynamoDBClient(localClient(place.dynamoDb));
  const ask = (company: number, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${place.url}/v1/connections/${CONNECTIONS[company]}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${place.apiKey}` },
      signal: AbortSignal.timeout(GLANCE_MS),
    });
  const depth = async (QueueUrl: string): Promise<number> => {
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...DEPTHS] });
    const { Attributes = {} } = await sqs.send(asked);
    return DEPTHS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  };
  return {
    records: async (company) => {
      const all: Shown[] = [];
      for (let from: string | undefined = ''; from !== undefined;) {
        const answer = await ask(company, `/records?limit=200${from}`);
        if (!answer.ok) throw new Error(`The list of records was answered with ${answer.status}`);
        const page: z.infer<typeof PAGE> = PAGE.parse(await answer.json());
        all.push(...page.records.map((record) => ({ ...record, company })));
        from = page.cursor === undefined ? undefined : `&cursor=${encodeURIComponent(page.cursor)}`;
      }
      return all;
    },
    glance: (company) =>
      ask(company, '/records?limit=5').then(
        async (answer) => answer.ok && (await answer.text()) !== '',
        () => false,
      ),
    retry: ({ company, kind, id }) =>
      ask(company, `/records/${kind}/${id}/retry`, { method: 'POST' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    setVisibility: async (seconds) => {
      const Attributes = { VisibilityTimeout: String(seconds) };
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl: place.lanesUrl, Attributes }));
    },
    depths: async () => ({
      lanes: await depth(place.lanesUrl),
      deadLetters: await depth(place.deadLettersUrl),
    }),
    openWrites: async (companies) => {
      const found = LANES.slice(0, companies).map((lane) => openWritesOf(place, dynamoDb, lane));
      return (await Promise.all(found)).flat();
    },
    close: () => {
      sqs.destroy();
      dynamoDb.destroy();
    },
  };
}

async function openWritesOf(
  { linksTable, writesTable }: Place,
  client: DynamoDBClient,
  lane: string,
): Promise<readonly string[]> {
  const common = { client, clock: systemClock, random: systemRandom };
  const head = await createDynamoWrites({ ...common, name: writesTable }).head(lane);
  if (head === undefined) return [];
  const links = await createDynamoLinks({ ...common, name: linksTable }).read(
    head.intents.map(({ key }) => key),
  );
  const root = head.resumes ?? head.seq;
  return links.flatMap(({ key, settledSeq = 0 }) =>
    settledSeq >= root ? [] : [`${lane} entry ${head.seq}: ${key.kind} ${key.id}`],
  );
}
