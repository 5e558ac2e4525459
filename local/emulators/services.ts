// The services that no emulator exists for, behind one address: Secrets Manager, EventBridge, and 501 for all the rest.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { openDataFolder } from '../processes/data-folder.ts';
import { openRotatingFile } from '../processes/rotating-file.ts';
import type { Emulator, EmulatorOptions } from './emulator.ts';
import { type EventBus, openEventBus } from './event-bus.ts';
import { openSecretsManager, type SecretsManager, secretsSchema } from './secrets-manager.ts';
import { isServiceFault, serviceFault } from './service-fault.ts';
import { openStateFile } from './state-file.ts';

export type Services = Pick<Emulator, 'endpoint' | 'stop'> & {
  readonly ensureSecret: SecretsManager['ensure'];
  readonly setRules: EventBus['setRules'];
};

/**
 * Starts the services inside this process. Secrets are kept in `secrets.json` of the data folder; events that no rule
 * catches are appended to `events.ndjson` beside it.
 */
export const startServices = async ({ dataDir }: EmulatorOptions = {}): Promise<Services> => {
  const folder = await openDataFolder(dataDir, 'services');
  const uncaught = openRotatingFile(join(folder.path, 'events.ndjson'));
  const secrets = openSecretsManager(openStateFile(join(folder.path, 'secrets.json'), secretsSchema, []));
  const bus = openEventBus((line) => uncaught.write(`${line}\n`));
  const services = { secretsmanager: secrets.operations, AWSEvents: bus.operations };
  const server = createServer((request, response) => void respond(request, response, services));
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    ensureSecret: secrets.ensure,
    setRules: bus.setRules,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      uncaught.close();
      await folder.release();
    },
  };
};

type Operations = Readonly<Record<string, (input: unknown) => unknown>>;

/** AWS's JSON protocol: the operation stands in a header, the input in the body, the kind of an error in both. */
const respond = async (
  request: IncomingMessage,
  response: ServerResponse,
  services: Readonly<Record<string, Operations>>,
): Promise<void> => {
  const send = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
    response.end(JSON.stringify(body));
  };
  try {
    const body = await readBody(request);
    const target = request.headers['x-amz-target'];
    const [service = '', operation = ''] = typeof target === 'string' ? target.split('.') : [];
    const run = services[service]?.[operation];
    if (run === undefined) {
      const asked = service === '' ? `${request.method} ${request.url}` : `${service}.${operation}`;
      throw serviceFault('UnknownOperationException', `${asked} is not emulated on this machine.`, 501);
    }
    send(200, run(body === '' ? {} : JSON.parse(body)));
  } catch (error) {
    const { type, status, message } = faultOf(error);
    send(status, { __type: type, message }, { 'x-amzn-errortype': type });
  }
};

const faultOf = (error: unknown) => {
  if (isServiceFault(error)) return error;
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return serviceFault('ValidationException', error.message);
  return serviceFault('InternalServiceError', String(error), 500);
};

// Ten events of 256 KB, the largest input of all operations here, with room for their encoding.
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = z.instanceof(Buffer).parse(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES)
      throw serviceFault('RequestEntityTooLargeException', 'The request is too large.', 413);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};
