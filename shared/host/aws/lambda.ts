// A Lambda handler that fails in one log line: the runtime would print the whole error, which may quote a record.
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Log } from '../host.ts';

/** Wraps the work of a function that answers no person. What goes wrong is named by its kind and place, never its text. */
export function lambda<Event, Result>(
  log: Pick<Log, 'error'>,
  work: (event: Event, context: Context) => Promise<Result>,
) {
  return middy<Event, Result, Error, Context>()
    .onError((request) => {
      const name = request.error?.name ?? 'Error';
      log.error('unhandled', { error: name, at: placeOf(request.error) });
      request.error = new Error(`unhandled ${name}`);
    })
    .handler(work);
}

/** The innermost line of the stack that names a place in the code. */
function placeOf(error: Error | null | undefined): string {
  const line = error?.stack?.split('\n').find((each) => each.trimStart().startsWith('at '));
  return line?.trim().slice(0, 200) ?? 'unknown';
}
