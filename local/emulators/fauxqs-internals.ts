// The parts of fauxqs 2.4.1 that its package does not export but our repairs need, with the shapes we rely on.
import { z } from 'zod';
import { buildApp } from 'fauxqs';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
export type SqsStore = Stores['sqsStore'];
export type SnsStore = Stores['snsStore'];
export type PersistenceManager = NonNullable<SqsStore['persistence']>;

export type QueuedMessage = { readonly messageGroupId?: string; readonly sequenceNumber?: string };
export type FindQueue = (arn: string) => unknown;

/** A queue as the repairs see it: the methods they wrap and the state those work on. */
export type SqsQueue = {
  readonly inflightMessages: ReadonlyMap<string, unknown>;
  readonly fifoMessages: Map<string, QueuedMessage[]>;
  /** Group -> number of its messages in flight. */
  readonly fifoLockedGroups: Map<string, number>;
  readonly attributes: Readonly<Record<string, string>>;
  isFifo: () => boolean;
  dequeue: (max: number, visibilitySeconds?: number, findDeadLetterQueue?: FindQueue) => unknown[];
  dequeueFifo: (
    max: number,
    visibilitySeconds: number | undefined,
    findDeadLetterQueue: FindQueue | undefined,
  ) => unknown[];
  processTimers: () => void;
  changeVisibility: (receiptHandle: string, seconds: number) => void;
};

/** Loads the classes from the package's folder; fails loudly if another version moved them. */
export const loadFauxqs = async () => ({
  SqsStore: constructorOf<new () => SqsStore>().parse(await member('./sqs/sqsStore.js', 'SqsStore')),
  SqsQueue: constructorOf<{ prototype: SqsQueue }>().parse(await member('./sqs/sqsStore.js', 'SqsQueue')),
  SnsStore: constructorOf<new () => SnsStore>().parse(await member('./sns/snsStore.js', 'SnsStore')),
  S3Store: constructorOf<new () => Stores['s3Store']>().parse(await member('./s3/s3Store.js', 'S3Store')),
  PersistenceManager: constructorOf<new (dataFolder: string) => PersistenceManager>().parse(
    await member('./persistence.js', 'PersistenceManager'),
  ),
});

/** The part of its web server that we use; its own types name a package that we do not depend on. */
export type QueueServer = {
  listen: (at: { port: number; host: string }) => Promise<unknown>;
  close: () => Promise<void>;
  addHook: (moment: 'preClose', action: () => void) => unknown;
};

/** The web server in front of the stores, not listening yet. */
export const buildServer = (stores: Stores): QueueServer => {
  const app: unknown = buildApp({ logger: false, stores });
  return z.custom<QueueServer>((value) => typeof value === 'object').parse(app);
};

const constructorOf = <T>() =>
  z.custom<T>((value) => typeof value === 'function', 'fauxqs has changed: run it at version 2.4.1');

const member = async (path: string, name: string): Promise<unknown> => {
  const module: unknown = await import(new URL(path, import.meta.resolve('fauxqs')).href);
  return z.record(z.string(), z.unknown()).parse({ ...z.looseObject({}).parse(module) })[name];
};
