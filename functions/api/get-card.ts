// Card and banner: what a page of the source shows of one record, and of all that do not sync (HUB-06 to HUB-11, HUB-15).
import { cardOf } from '../../shared/core/card.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { type Marked, marksByState } from './at-stake.ts';
import { findRecord, headOf } from './find-record.ts';
import { instant, stateOf } from './show-record.ts';
import { summaryOf } from './summary-of.ts';

/** `GET .../records/{kind}/{id}/card`: its state in a sentence, what to do, and where to go. */
export async function getCard(host: Host, request: HttpRequest, connection: Connection): Promise<HttpAnswer> {
  const found = await findRecord(host, request, connection);
  if (!found.ok) return found.answer;
  const { link, open } = found;
  const { kind, id } = link.key;
  return json(200, {
    kind,
    id,
    ...cardOf(link, stateOf(link, open)),
    since: instant(link.health.since),
    lastSyncAt:
      link.base === undefined || link.document === undefined ? undefined : instant(link.document.updatedAt),
    links: await linksOf(host, connection, link),
  });
}

async function linksOf(host: Host, connection: Connection, link: Link) {
  const { key, document, health } = link;
  const { id, source, ledger, company } = connection;
  const { number } = summaryOf(link);
  const policy = (await host.connections.policy(id))?.policy;
  const isPrinted =
    key.kind === 'invoice' && document?.status === 'live' && policy?.attachments.invoicePdf === 'on_demand';
  const page = document && company && host.ledger(ledger)?.pageOf?.(company, document);
  const at = `/v1/connections/${id}`;
  return {
    record: `${at}/records/${key.kind}/${encodeURIComponent(key.id)}`,
    ledger: page,
    source:
      host.source(source)?.pageOf?.(connection.account ?? '', key) ??
      pageIn(policy?.connection.sourcePage, key, number),
    pdf: isPrinted ? `${at}/invoices/${encodeURIComponent(key.id)}/pdf` : undefined,
    runbook: health.problem === undefined ? undefined : `docs/runbook.md#${health.problem.code}`,
  };
}

/** The address that the policy has for records of the source, filled in; undefined where the record lacks what it needs. */
function pageIn(
  page: string | undefined,
  { kind, id }: RecordName,
  number: string | undefined,
): string | undefined {
  if (page === undefined || (number === undefined && page.includes('{number}'))) return undefined;
  const values = { kind, id, number: number ?? '' };
  return Object.entries(values).reduce(
    (filled, [name, value]) => filled.replaceAll(`{${name}}`, encodeURIComponent(value)),
    page,
  );
}

type RecordName = Pick<Link['key'], 'kind' | 'id'>;

/** `GET .../banner`: nothing to show, or how many records fail or ask, and where they are listed. */
export async function getBanner(host: Host, _: HttpRequest, connection: Connection): Promise<HttpAnswer> {
  const head = await headOf(host, connection);
  const states = await marksByState(host, connection.id, head);
  const [failed, asking] = [countIn(states.get('failed')), countIn(states.get('action_needed'))];
  const list = `/v1/connections/${connection.id}/records?health=`;
  return json(200, {
    show: failed.count + asking.count > 0,
    sentence: sentenceOf(failed, asking),
    failed: { ...failed, list: `${list}failed` },
    actionNeeded: { ...asking, list: `${list}action_needed` },
  });
}

interface Count {
  readonly count: number;
  readonly more: boolean;
}

const countIn = ({ marks, more }: Marked = { marks: [], more: false }): Count => ({
  count: marks.length,
  more,
});

function sentenceOf(failed: Count, asking: Count): string | undefined {
  const parts = [
    ...(failed.count === 0 ? [] : [`${said(failed)} not synced`]),
    ...(asking.count === 0 ? [] : [`${said(asking)} for a person to decide about`]),
  ];
  return parts.length === 0 ? undefined : `${parts.join(', ')}.`;
}

function said({ count, more }: Count): string {
  if (more) return `More than ${count} records are`;
  return count === 1 ? 'One record is' : `${count} records are`;
}
