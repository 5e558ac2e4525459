// The SQS child process: fauxqs on 127.0.0.1 with its faults repaired. Usage: node sqs-server.ts <port> <data folder>
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import {
  buildServer,
  type PersistenceManager,
  type SnsStore,
  type SqsStore,
  loadFauxqs,
} from './fauxqs-internals.ts';
import { receiveInOneTransaction, repairQueues } from './sqs-repairs.ts';

const serve = async (port: number, dataFolder: string): Promise<void> => {
  const fauxqs = await loadFauxqs();
  repairQueues(fauxqs.SqsQueue);
  const persistence = new fauxqs.PersistenceManager(dataFolder);
  const database = z.instanceof(DatabaseSync).parse(Reflect.get(persistence, 'db'));
  // A killed process loses nothing either way, only a power cut could take the last messages; with a flush to the disk
  // for each message a queue would take 120 a second instead of 2,000.
  database.exec('PRAGMA synchronous = NORMAL');
  receiveInOneTransaction(fauxqs.SqsQueue, database);
  keepMessagesMadeVisible(persistence, database);
  startAfresh(database, port);
  const sqsStore = new fauxqs.SqsStore();
  const snsStore = new fauxqs.SnsStore();
  loadQueues(persistence, sqsStore, snsStore);
  // Without a host name of its own the store builds queue URLs from the address the caller used, which does resolve.
  // Its default is sqs.<region>.localhost, unknown to Debian's resolver, and the SDK follows the queue URL.
  sqsStore.host = '';
  const app = buildServer({ sqsStore, snsStore, s3Store: new fauxqs.S3Store() });
  app.addHook('preClose', () => database.close());
  // Not its own start function: that one listens on all addresses.
  await app.listen({ port, host: '127.0.0.1' });
  const end = () => void app.close().finally(() => process.exit(0));
  process.once('SIGTERM', end);
  // A terminal sends Ctrl-C to the whole group, but the lambdas still have messages to delete: the parent says when.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', end);
  process.send?.('ready');
};

/**
 * Takes over what a system before this one left: its consumers, our own runner's functions, died with it, so what was in
 * flight is visible again at once (waiting for the visibility timeout would stall a lane for minutes after a crash), and
 * the queues are found at today's port.
 */
const startAfresh = (database: DatabaseSync, port: number): void => {
  database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  database.prepare('UPDATE sqs_queues SET url = ? || name').run(`http://127.0.0.1:${port}/000000000000/`);
};

/** fauxqs writes NULL into the receive count of a message whose visibility is set to 0: SQLite refuses, the message is lost. */
const keepMessagesMadeVisible = (persistence: PersistenceManager, database: DatabaseSync): void => {
  const makeVisible = database.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  persistence.updateMessageReady = (messageId) => void makeVisible.run(messageId);
};

/** Loads first and connects after: storing a loaded queue again would delete its messages by the foreign key. */
const loadQueues = (persistence: PersistenceManager, store: SqsStore, topics: SnsStore): void => {
  persistence.loadSqsAndSns(store, topics);
  store.persistence = persistence;
  for (const queue of store.allQueues()) queue.persistence = persistence;
};

const [port, dataFolder] = z
  .tuple([z.coerce.number().int().positive(), z.string()])
  .parse(process.argv.slice(2));
await serve(port, dataFolder);
