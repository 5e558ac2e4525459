// The Runtime API of one Lambda process: hands it an event when it asks for the next one, and takes what it posts back.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type Invocation = {
  readonly requestId: string;
  readonly functionArn: string;
  readonly deadlineMs: number;
  /** The event as JSON. */
  readonly event: string;
};

/** What the process posts: an answer or an error to an invocation, or that it could not load the handler. */
export type Posted = { readonly kind: 'response' | 'error' | 'init-error'; readonly payload: string };

export type RuntimeApi = {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Resolves when the process asks for an event. One that is asking already resolves it at once. */
  readonly asked: () => Promise<void>;
  /** Answers the process's open question. Only after `asked`. */
  readonly hand: (invocation: Invocation) => void;
  readonly close: () => void;
};

export const openRuntimeApi = async (onPosted: (posted: Posted) => void): Promise<RuntimeApi> => {
  let question: ServerResponse | undefined;
  let onAsked: () => void = () => undefined;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      question = response;
      onAsked();
      return;
    }
    void readBody(request).then((payload) => {
      response.writeHead(202, { 'content-length': 0 }).end();
      onPosted({ kind: postedKind(request.url ?? ''), payload });
    });
  });
  // The connection is idle while a handler works, for up to 15 minutes; a server that closes it then would lose the answer.
  Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  const port = await listen(server);
  return {
    address: `127.0.0.1:${port}`,
    asked: () =>
      new Promise((resolve) => {
        if (question !== undefined) resolve();
        else onAsked = resolve;
      }),
    hand: (invocation) => {
      const response = question;
      question = undefined;
      if (response !== undefined) answer(response, invocation);
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

const answer = (
  response: ServerResponse,
  { requestId, functionArn, deadlineMs, event }: Invocation,
): void => {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(event),
    'lambda-runtime-aws-request-id': requestId,
    'lambda-runtime-deadline-ms': deadlineMs,
    'lambda-runtime-invoked-function-arn': functionArn,
    'lambda-runtime-trace-id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${requestId.replaceAll('-', '').slice(0, 24)}`,
  });
  response.end(event);
};

const postedKind = (url: string): Posted['kind'] => {
  if (url.endsWith('/init/error')) return 'init-error';
  return url.endsWith('/response') ? 'response' : 'error';
};

const readBody = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A process that dies while posting has not answered: its exit is reported instead.
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });

const listen = (server: ReturnType<typeof createServer>): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
