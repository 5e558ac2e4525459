// Outage: telling "our own storage or queue is down" from "our code cannot work on this record".

/**
 * The AWS client marks every error of a service, or of the way to it, with what it knows of the call. An item that a
 * service refuses for its content is no outage: it would be refused for ever.
 */
export function isOutage(error: unknown): boolean {
  return error instanceof Error && '$metadata' in error && error.name !== 'ValidationException';
}
