// One record: its state in full.
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { findRecord } from './find-record.ts';
import { showRecord } from './show-record.ts';
import { withParties } from './with-parties.ts';

/** `GET .../records/{kind}/{id}` */
export async function getRecord(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const found = await findRecord(host, request, connection);
  if (!found.ok) return found.answer;
  const [record] = await withParties(host, connection.id, [showRecord(found.link, found.open)]);
  return json(200, record);
}
