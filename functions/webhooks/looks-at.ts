// The looks that name what was stored to its lane.
import { keyText } from '../../shared/core/records.ts';
import type { Look } from '../../shared/host/host.ts';
import type { StoreResults } from './store-events.ts';

/**
 * One look per record, also for events that brought nothing new: their first delivery may have stored the record and
 * died before it could name it to the lane. Looking once too often costs the worker one read.
 */
export function looksAt(connection: string, stored: StoreResults): readonly Look[] {
  const records = new Map([...stored.keys()].map(({ record }) => [keyText(record), record]));
  return [...records.values()].map((record) => ({ at: 'record', key: { connection, ...record } }));
}
