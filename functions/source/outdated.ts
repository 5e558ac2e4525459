// Outdated: what an edit says of fields that a later one says again is not written, or its echo would pass for the account's word.
import type { FeedEntry } from '../../shared/core/feed.ts';
import { membersOf } from './apply-edit.ts';

/** What of a change is still to be told before the later ones of its feed; undefined: nothing. */
export function withoutOutdated(entry: FeedEntry, later: readonly FeedEntry[]): FeedEntry | undefined {
  const changed = changedIn(entry);
  if (changed === undefined) return entry;
  const same = later.filter(({ type, data }) => type === entry.type && data['id'] === entry.data['id']);
  // Of the custom fields each change names only those that it is about.
  const names = same
    .flatMap((each) => Object.keys(changedIn(each) ?? {}))
    .filter((name) => name !== 'custom');
  const outdated = new Set(names.flatMap(membersOf));
  const left = Object.entries(changed).filter(([name]) => !outdated.has(name));
  if (left.length === Object.keys(changed).length) return entry;
  return left.length === 0
    ? undefined
    : { ...entry, data: { ...entry.data, changed: Object.fromEntries(left) } };
}

/** The edited fields of a record; undefined for changes of another kind. */
function changedIn({ data }: FeedEntry): Readonly<Record<string, unknown>> | undefined {
  const { changed } = data;
  if (typeof changed !== 'object' || changed === null) return undefined;
  return Object.fromEntries(Object.entries(changed));
}
