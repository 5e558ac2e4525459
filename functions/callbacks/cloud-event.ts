// An entry of the feed as a CloudEvent: the same whether a product reads it or is called with it.
import type { FeedEntry } from '../../shared/core/feed.ts';

/** CloudEvents 1.0; `sequence` is its extension of that name, a text by its own definition. */
export function cloudEvent(connection: string, { id, type, seq, at, data }: FeedEntry) {
  return {
    specversion: '1.0',
    id,
    source: `/v1/connections/${connection}`,
    type,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    sequence: String(seq),
    data,
  };
}
