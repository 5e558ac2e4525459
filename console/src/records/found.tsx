// What a search finds beside the table: the record of exactly that number, in whatever state it is, also in the books.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../data/ask.ts';
import type { ShownRecord } from '../data/shapes.ts';
import { nameOf, partyOf } from '../parts/names.ts';
import { State } from '../parts/state.tsx';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { money } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';
import type { Token } from './filter.ts';

interface FoundProps {
  readonly connection: string;
  readonly tokens: readonly Token[];
  /** What the table shows already. */
  readonly shown: readonly ShownRecord[];
}

export function Found({ connection, tokens, shown }: FoundProps) {
  const words = tokens.filter(({ property }) => property === undefined || property === 'number');
  const [token] = words;
  if (token === undefined || words.length > 1 || token.operator !== ':') return null;
  // Another word is asked for anew, without the ledger at first: its reads are metered.
  return <FoundBy key={token.value} connection={connection} word={token.value} shown={shown} />;
}

interface FoundByProps extends Pick<FoundProps, 'connection' | 'shown'> {
  readonly word: string;
}

function FoundBy({ connection, word, shown }: FoundByProps) {
  const [ledger, setLedger] = useState(false);
  const { data, isFetching } = useQuery({
    queryKey: ['find', connection, word, ledger],
    queryFn: ({ signal }) =>
      must(
        api.GET('/v1/connections/{connection}/find', {
          params: {
            path: { connection },
            query: { q: word, ...(ledger ? { ledger: 'true' as const } : {}) },
          },
          signal,
        }),
      ),
    staleTime: Infinity,
  });
  const others = (data?.records ?? []).filter(
    (record) => !shown.some(({ kind, id }) => kind === record.kind && id === record.id),
  );
  const foreign = data?.ledger.others ?? [];
  const isMissing = data !== undefined && others.length + shown.length + foreign.length === 0;
  if (!isMissing && others.length + foreign.length === 0 && shown.length > 0) return null;
  return (
    <Alert
      type="info"
      header={text(others.length > 0 ? 'found.title' : 'found.none', { word })}
      {...(data?.ledger.asked === true
        ? {}
        : {
            action: (
              <Button loading={isFetching} onClick={() => setLedger(true)}>
                {text('found.ask')}
              </Button>
            ),
          })}
    >
      <SpaceBetween size="xxs">
        {others.map((record) => (
          <One key={`${record.kind} ${record.id}`} connection={connection} record={record} />
        ))}
        {foreign.map(({ type, id }) => (
          <Box key={`${type} ${id}`}>{text('found.foreign', { document: textOf('document', type), id })}</Box>
        ))}
        {data?.ledger.fault === undefined ? null : (
          <Box>{text('diff.fault', { why: data.ledger.fault })}</Box>
        )}
        <Box color="text-body-secondary">
          {text(data?.ledger.asked === true ? 'found.looked_everywhere' : 'found.looked')}
        </Box>
      </SpaceBetween>
    </Alert>
  );
}

function One({ connection, record }: { readonly connection: string; readonly record: ShownRecord }) {
  const facts = [partyOf(record), money(record.amount, record.currency)].filter((fact) => fact !== '');
  return (
    <SpaceBetween direction="horizontal" size="s">
      <Go to={paths.record(connection, record)}>{nameOf(record)}</Go>
      <State state={record.state} />
      <Box>{facts.join(', ')}</Box>
    </SpaceBetween>
  );
}
