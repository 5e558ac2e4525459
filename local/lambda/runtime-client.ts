// Runs one handler in a Lambda child process: asks the Runtime API for events, one at a time, and posts what comes of them.
// Usage: node runtime-client.ts <file.export>, with AWS_LAMBDA_RUNTIME_API and LAMBDA_TASK_ROOT in the environment.
// It imports nothing but Node's own modules, so that a cold start measures the handler and not this file.
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Handler = (event: unknown, context: Record<string, unknown>) => unknown;
type Answer = { readonly headers: IncomingHttpHeaders; readonly body: string };

const main = async (): Promise<void> => {
  // Its input ends when the runner does, however that came about; nobody would listen to us any longer.
  process.stdin.on('end', () => process.exit(0)).resume();
  // A terminal sends Ctrl-C to all processes at once; when the runner stops, it lets the events at work finish first.
  process.on('SIGINT', () => undefined);
  const handler = await load().catch(async (error: unknown) => {
    await call('POST', '/init/error', JSON.stringify(describeError(error)));
    return process.exit(1);
  });
  // Endless on purpose: Lambda decides when a process ends, by killing it.
  for (;;) {
    const invocation = await call('GET', '/invocation/next');
    const id = String(invocation.headers['lambda-runtime-aws-request-id']);
    const outcome = await run(handler, id, invocation);
    await call('POST', `/invocation/${id}/${outcome.kind}`, outcome.payload);
  }
};

const load = async (): Promise<Handler> => {
  const [file = '', name = ''] = (process.argv[2] ?? '').split('.');
  const path = join(process.env['LAMBDA_TASK_ROOT'] ?? '.', file);
  const module: unknown = createRequire(import.meta.url)(path);
  const handler: unknown =
    typeof module === 'object' && module !== null ? Reflect.get(module, name) : undefined;
  if (!isHandler(handler)) throw new Error(`${file} does not export a function called ${name}`);
  return handler;
};

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

const run = async (handler: Handler, id: string, { headers, body }: Answer) => {
  process.env['_X_AMZN_TRACE_ID'] = String(headers['lambda-runtime-trace-id'] ?? '');
  try {
    const event: unknown = JSON.parse(body);
    const result = await handler(event, contextOf(id, headers));
    return { kind: 'response' as const, payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    const payload = JSON.stringify(describeError(error));
    // As on AWS, where the log is the only place that keeps it: an asynchronous caller never sees it.
    console.error(`ERROR Invoke Error ${payload}`);
    return { kind: 'error' as const, payload };
  }
};

const contextOf = (awsRequestId: string, headers: IncomingHttpHeaders): Record<string, unknown> => {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const { env } = process;
  return {
    awsRequestId,
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
};

/** The shape in which Lambda reports an error: what the caller of the function and the log see. */
const describeError = (error: unknown) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stackTrace: (error.stack ?? '').split('\n') }
    : { errorType: 'Error', errorMessage: String(error), stackTrace: [] };

// One connection, kept open: with raw node:http an invocation costs a fraction of a millisecond on the wire.
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const api = new URL(`http://${process.env['AWS_LAMBDA_RUNTIME_API']}`);

const call = (method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> =>
  new Promise((resolve) => {
    const headers =
      body === undefined
        ? {}
        : { 'content-length': Buffer.byteLength(body), 'content-type': 'application/json' };
    const options = {
      agent,
      method,
      headers,
      host: api.hostname,
      port: api.port,
      path: `/2018-06-01/runtime${path}`,
    };
    const outgoing = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    // No Runtime API, no runner: there is nobody to report to.
    outgoing.on('error', () => process.exit(1));
    outgoing.end(body);
  });

await main();
