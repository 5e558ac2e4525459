// Receives product events: whatever is valid is stored and named to its lane before the product hears 202.
import { readEvent } from '../../shared/connectors/product/events.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { modeOf } from '../plan/mode.ts';
import { authoriseSender } from './authorise-sender.ts';
import { type EventResult, resultOf } from './event-results.ts';
import { intakeOf } from './intake.ts';
import { looksAt } from './looks-at.ts';
import { readEventBatch } from './read-event-batch.ts';
import { storeEvents, type StorePlace, type StoreResults } from './store-events.ts';

/** Takes events in for the connection of the path. Sending the same request again, at any time, is harmless. */
export async function receiveEvents(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const sender = await authoriseSender(host, request);
  if (!sender.ok) return sender.answer;
  const mode = modeOf(request);
  if (mode === 'unknown') return refuse(request, 'bad_query', 'The only mode is "plan"; nothing was stored.');
  const place = placeOf(sender.connection, host.clock.now());
  if (place === undefined)
    return refuse(request, 'not_connected', 'Connect the ledger company first, then send the events again.');
  const batch = readEventBatch(request);
  if (!batch.ok) return batch.answer;
  const readings = batch.events.map(readEvent);
  if (mode === 'plan') {
    // The rulebooks and the calendar: whoever only stores events does not wait for them when the function starts.
    const { planEvents } = await import('./plan-events.ts');
    return json(200, { results: await planEvents(host, sender.connection, readings) });
  }
  const events = readings.flatMap((reading) => (reading.type === 'event' ? [reading.event] : []));
  const stored = await storeEvents(host, place, events);
  if (!(await nameToLane(host, place, stored)))
    return refuse(request, 'unavailable', 'Nothing was queued yet: send the whole request again.');
  const results = readings.map((reading) => resultOf(reading, stored));
  countResults(host, place, results);
  return answerOf(request, results, batch.single);
}

function placeOf({ id, ledger, company }: Connection, receivedAt: number): StorePlace | undefined {
  return company === undefined ? undefined : { connection: id, lane: laneOf(ledger, company), receivedAt };
}

/** Whether the lane knows of every stored record, durably. */
async function nameToLane(host: Host, place: StorePlace, stored: StoreResults): Promise<boolean> {
  const looks = looksAt(place.connection, stored);
  try {
    if (looks.length > 0) await host.lanes.send(place.lane, looks, intakeOf(host, place, stored));
    return true;
  } catch (error) {
    // Stored but not named: only the sender's next try can be relied on to name it, so it must not hear 202.
    const name = error instanceof Error ? error.name : typeof error;
    host.log.error('events_not_queued', { connection: place.connection, lane: place.lane, error: name });
    return false;
  }
}

function answerOf(request: HttpRequest, results: readonly EventResult[], single: boolean): HttpAnswer {
  const unstored = results.flatMap(({ status }, index) => (status === 'not_stored' ? [index] : []));
  if (unstored.length > 0) {
    const errors = unstored.map((index) => ({ pointer: single ? '' : `/${index}`, detail: 'is not stored' }));
    return refuse(
      request,
      'unavailable',
      'Send the whole request again; what is stored is recognised.',
      errors,
    );
  }
  const [only] = results;
  if (single && only?.status === 'invalid')
    return refuse(request, 'invalid', 'The event was not stored; correct it and send it again.', only.errors);
  if (single && only?.status === 'conflict')
    return refuse(request, 'revision_conflict', 'The event was dropped: its revision is taken.', only.errors);
  return json(202, { results });
}

function countResults(host: Host, place: StorePlace, results: readonly EventResult[]): void {
  const counts: Record<string, number> = {};
  for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
  for (const [status, count] of Object.entries(counts)) host.metrics.count('events', count, { status });
  host.log.info('events_received', { connection: place.connection, lane: place.lane, ...counts });
}
