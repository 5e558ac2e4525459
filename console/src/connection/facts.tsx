// A connection at a glance: which company, how old our access is, what the ledger says of itself, what was used, and what waits.
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useQuery } from '@tanstack/react-query';
import { useHistory, useLastComparison } from '../data/activity.ts';
import { api, must } from '../data/ask.ts';
import type { Connection } from '../data/shapes.ts';
import { Ends } from '../parts/ends.tsx';
import { agreementOf } from '../records/empty.tsx';
import { useLists } from '../policy/use-policy.ts';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { count, shortTime, span, sums, when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

interface FactsProps {
  readonly connection: Connection;
}

export function Facts({ connection }: FactsProps) {
  const { id, source, ledger, policyVersion, sessionEndsAt } = connection;
  const lists = useLists(id).data;
  return (
    <Container header={<Header variant="h2">{text('record.facts')}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: text('connections.systems'), value: <Ends source={source} ledger={ledger} /> },
          {
            label: text('connections.company'),
            value: (
              <WithNote value={lists?.companyName ?? connection.company ?? '–'} note={connection.company} />
            ),
          },
          {
            label: text('connection.session'),
            value: sessionEndsAt === undefined ? text('connection.no_end') : when(sessionEndsAt),
          },
          { label: text('connection.currency'), value: currencyOf(lists) },
          { label: text('connection.closed'), value: lists?.closedUntil ?? text('connection.not_closed') },
          { label: text('connection.tax'), value: taxOf(lists?.switches) },
          { label: text('connection.reads'), value: <Reads connection={connection} /> },
          { label: text('connection.backlog'), value: <Backlog connection={connection} /> },
          ...useProgress(connection),
          {
            label: text('policy.title'),
            value: (
              <Go to={paths.policy(id)}>
                {policyVersion === undefined
                  ? text('policy.none_yet')
                  : text('policy.version', { version: policyVersion })}
              </Go>
            ),
          },
          {
            label: text('mappings.title'),
            value: <Go to={paths.mappings(id)}>{text('mappings.open')}</Go>,
          },
          { label: text('callback.title'), value: <Callback connection={id} /> },
        ]}
      />
    </Container>
  );
}

function WithNote({ value, note }: { readonly value: string; readonly note?: string | undefined }) {
  return (
    <>
      {value}
      {note === undefined || note === value ? null : (
        <Box variant="small" color="text-body-secondary" display="block">
          {note}
        </Box>
      )}
    </>
  );
}

type Lists = ReturnType<typeof useLists>['data'];

function currencyOf(lists: Lists): string {
  if (lists?.homeCurrency === undefined) return '–';
  return lists.multiCurrency === true
    ? `${lists.homeCurrency} ${text('connection.multi_currency')}`
    : lists.homeCurrency;
}

/** How the company reckons tax, in the words of its own switches. */
function taxOf(switches: NonNullable<Lists>['switches'] = {}): string {
  const { sales_tax: sales, automated_sales_tax: automated, country } = switches;
  if (sales === undefined) return country === undefined ? '–' : text('connection.tax_vat', { country });
  const mode = sales !== 'on' ? 'off' : automated === 'on' ? 'automated' : 'codes';
  return text('connection.tax_mode', { mode: textOf('connection.tax', mode), country: country ?? '–' });
}

function Reads({ connection: { reads } }: FactsProps) {
  if (reads === undefined) return <>–</>;
  const { count: used, month, free } = reads;
  if (free === undefined) return <>{text('connection.reads_in', { count: count(used), month })}</>;
  return (
    <WithNote
      value={text('connection.reads_in', { count: count(used), month })}
      note={text('connection.reads_free', {
        free: count(free),
        share: ((used / free) * 100).toFixed(1),
      })}
    />
  );
}

function Backlog({ connection: { id, records } }: FactsProps) {
  const { waiting } = records;
  const now = new Date();
  const oldest = waiting.oldestSince;
  const notes = [
    sums(waiting.money),
    ...(oldest === undefined ? [] : [text('connection.oldest', { age: span(oldest, now) })]),
  ];
  return (
    <>
      <Go to={paths.records(id, '?q=state:waiting')}>
        {text('connection.waiting', { count: `${count(waiting.count)}${waiting.more ? '+' : ''}` })}
      </Go>
      <Box variant="small" color="text-body-secondary" display="block">
        {notes.filter((note) => note !== '').join(', ')}
      </Box>
    </>
  );
}

/** How far it is, and whether both sides agree. */
function useProgress({ id, lastSweepAt, watermark }: Connection) {
  const { data: history } = useHistory(id, 'day');
  const compared = useLastComparison(id);
  const now = new Date();
  const short = (at: string | undefined) => (at === undefined ? '–' : shortTime(at, now));
  return [
    { label: text('connection.last_event'), value: short(history?.lastEventAt) },
    { label: text('connections.sweep'), value: short(lastSweepAt) },
    { label: text('connection.watermark'), value: short(watermark) },
    { label: text('connection.month'), value: history === undefined ? '–' : count(history.month.synced) },
    { label: text('books.title'), value: <Go to={paths.books(id)}>{agreementOf(compared, now)}</Go> },
  ];
}

/** How the calls to the product go. */
function Callback({ connection }: { readonly connection: string }) {
  const { data } = useQuery({
    queryKey: ['callback', connection],
    queryFn: () =>
      must(api.GET('/v1/connections/{connection}/callback', { params: { path: { connection } } })),
    retry: false,
  });
  if (data === undefined) return <Box>{text('callback.none')}</Box>;
  const { state, delivered, head } = data;
  return <Box>{text(`callback.${state}`, { delivered, head })}</Box>;
}
