// The registry of sources that are read: the one place that knows which connectors there are. Products that push need none.
import { createHubSpot, type HubSpotParts } from './hubspot/source.ts';
import type { SourceConnector } from './source-port.ts';

/** What each source's connector is made of. */
export interface SourceParts {
  readonly hubspot: HubSpotParts;
}

/** All sources that are read. */
export const SOURCE_NAMES: readonly string[] = ['hubspot'];

/** All sources as a lookup by name; undefined for a name nobody registered. */
export function createSources(parts: SourceParts): (name: string) => SourceConnector | undefined {
  const sources = new Map([createHubSpot(parts.hubspot)].map((source) => [source.name, source]));
  return (name) => sources.get(name);
}
