// The problems of a connection: records that need somebody, grouped by what is the matter with them.
import { INDEXED_HEALTH } from '../../shared/core/links.ts';
import { type Cause, causesOf } from '../../shared/core/marks.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { marksByState } from './at-stake.ts';
import { headOf } from './find-record.ts';
import { instant } from './show-record.ts';

/** `GET .../problems` */
export async function getProblems(
  host: Host,
  _request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const marked = await marksByState(host, connection.id, await headOf(host, connection));
  const causes = INDEXED_HEALTH.flatMap((state) => causesOf(marked.get(state)?.marks ?? []));
  return json(200, {
    // Those with the most records first, whatever their state; what only waits comes last.
    problems: [...causes].sort(byWeight).map(shown),
    more: [...marked.values()].some(({ more }) => more),
  });
}

const byWeight = (a: Cause, b: Cause): number =>
  Number(a.state === 'waiting') - Number(b.state === 'waiting') || b.count - a.count;

function shown({ first, last, ...cause }: Cause) {
  return { ...cause, first: instant(first), last: instant(last) };
}
