// Last done: when the newest announced write of a lane was done, for whoever watches whether anything gets through (QCS-58).
import type { Lane } from './lane.ts';

/** Milliseconds UTC; undefined if the newest entry's writes were not done, or there was none. Asked once a round. */
export async function lastDoneAt({ host, name }: Lane): Promise<number | undefined> {
  const head = await host.writes.head(name);
  if (head === undefined) return undefined;
  const links = await host.links.read(head.intents.map(({ key }) => key));
  const done = links.flatMap(({ attempts: [last] }) => (last?.outcome === 'done' ? [last.at] : []));
  return done.length === 0 ? undefined : Math.max(...done);
}
