// Who changed what of the policy, and when, newest first.
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useQuery } from '@tanstack/react-query';
import { api, must } from '../data/ask.ts';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { when } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { ChangesTable } from './try-dialog.tsx';

export function Versions({ connection }: { readonly connection: string }) {
  const { data } = useQuery({
    queryKey: ['versions', connection],
    queryFn: () =>
      must(api.GET('/v1/connections/{connection}/policy/versions', { params: { path: { connection } } })),
  });
  if (data === undefined) return <Spinner />;
  return (
    <SpaceBetween size="s">
      {data.versions.map(({ version, savedAt, savedBy = '–', changes, moreChanges }) => (
        <ExpandableSection
          key={version}
          headerText={text('policy.version', { version })}
          headerDescription={text('policy.saved_by', { at: when(savedAt), by: savedBy })}
        >
          <Go to={`${paths.policy(connection)}?version=${version}`}>{text('policy.show')}</Go>
          <ChangesTable
            changes={changes.map(({ setting, before, after }) => ({
              setting,
              before: show(before),
              after: show(after),
            }))}
          />
          {moreChanges === undefined ? null : <Box>{text('policy.more', { count: moreChanges })}</Box>}
        </ExpandableSection>
      ))}
    </SpaceBetween>
  );
}

function show(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
