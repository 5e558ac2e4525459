// The record's facts at a glance, with the ways to its customer, its relatives and its document.
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useQuery } from '@tanstack/react-query';
import { api, must } from '../data/ask.ts';
import type { RecordName, ShownRecord } from '../data/shapes.ts';
import { nameOf, partyOf } from '../parts/names.ts';
import { State } from '../parts/state.tsx';
import { Go, Out } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { money, when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

export function Facts({ connection, record }: { readonly connection: string; readonly record: ShownRecord }) {
  const links = useLinks(connection, record);
  const { state, since, date, amount, currency, partyId, revision, syncedRevision, receivedAt } = record;
  const related = [
    ...(record.derivedFrom === undefined ? [] : [record.derivedFrom]),
    ...(record.dependents ?? []),
  ];
  const party = partyId === undefined ? undefined : ({ kind: 'customer', id: partyId } as const);
  return (
    <Container header={<Header variant="h2">{text('record.facts')}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: text('records.state'), value: <State state={state} /> },
          { label: text('record.since'), value: when(since) },
          { label: text('records.amount'), value: money(amount, currency) || '–' },
          { label: text('record.date'), value: date ?? '–' },
          {
            label: text('record.party'),
            value:
              party === undefined ? '–' : <Go to={paths.record(connection, party)}>{partyOf(record)}</Go>,
          },
          { label: text('records.ledger'), value: <InLedger record={record} page={links?.ledger} /> },
          {
            label: text('record.revision'),
            value: text('record.revisions', {
              revision: revision ?? text('record.no_revision'),
              synced: syncedRevision ?? text('record.no_revision'),
            }),
          },
          { label: text('record.received'), value: <AtSource at={receivedAt} page={links?.source} /> },
          ...(related.length === 0
            ? []
            : [
                { label: text('record.related'), value: <Related connection={connection} names={related} /> },
              ]),
        ]}
      />
    </Container>
  );
}

function Related({
  connection,
  names,
}: {
  readonly connection: string;
  readonly names: readonly RecordName[];
}) {
  return names.map((name) => (
    <Box key={`${name.kind} ${name.id}`}>
      <Go to={paths.record(connection, name)}>{nameOf(name)}</Go>
    </Box>
  ));
}

/** Where people find it in the pages of both sides. */
function useLinks(connection: string, { kind, id, state, since }: ShownRecord) {
  const { data } = useQuery({
    queryKey: ['record', connection, kind, id, 'card', state, since],
    queryFn: ({ signal }) =>
      must(
        api.GET('/v1/connections/{connection}/records/{kind}/{id}/card', {
          params: { path: { connection, kind, id } },
          signal,
        }),
      ),
  });
  return data?.links;
}

interface AtSourceProps {
  readonly at: string | undefined;
  readonly page: string | undefined;
}

function AtSource({ at, page }: AtSourceProps) {
  return (
    <>
      {when(at) || '–'}
      {page === undefined ? null : (
        <Box display="block">
          <Out to={page}>{text('record.at_source')}</Out>
        </Box>
      )}
    </>
  );
}

interface InLedgerProps {
  readonly record: ShownRecord;
  readonly page: string | undefined;
}

function InLedger({ record: { document, currency }, page }: InLedgerProps) {
  if (document === undefined) return <>{text('record.not_in_ledger')}</>;
  const { type, id, status, total, balance } = document;
  const label = `${textOf('document', type)} ${id}`;
  return (
    <>
      {page === undefined ? label : <Out to={page}>{label}</Out>}
      <Box variant="small" color="text-body-secondary" display="block">
        {textOf('document.status', status)}
        {total === undefined ? '' : `, ${money(total, currency)}`}
        {balance === undefined ? '' : `, ${text('record.balance', { amount: money(balance, currency) })}`}
      </Box>
    </>
  );
}
