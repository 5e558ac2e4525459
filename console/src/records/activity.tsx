// What was synced and what failed: per hour of the last day, or per day of the last month.
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, useState } from 'react';
import { type History, useHistory } from '../data/activity.ts';
import { count, readersZone } from '../texts/format.ts';
import { text } from '../texts/text.ts';

const ActivityChart = lazy(async () => ({ default: (await import('./activity-chart.tsx')).ActivityChart }));

export function Activity({ connection }: { readonly connection: string }) {
  const [by, setBy] = useState<History['by']>('hour');
  const { data } = useHistory(connection, by);
  const sum = (what: 'synced' | 'failed') =>
    (data?.spans ?? []).reduce((all, { became }) => all + became[what], 0);
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          description={
            data === undefined
              ? ''
              : text(`activity.${by}_sums`, {
                  synced: count(sum('synced')),
                  failed: count(sum('failed')),
                  zone: by === 'hour' ? readersZone() : data.timeZone,
                })
          }
          actions={
            <SegmentedControl
              selectedId={by}
              onChange={({ detail }) => setBy(detail.selectedId === 'day' ? 'day' : 'hour')}
              label={text('activity.by')}
              options={[
                { id: 'hour', text: text('activity.hour') },
                { id: 'day', text: text('activity.day') },
              ]}
            />
          }
        >
          {text('activity.title')}
        </Header>
      }
    >
      {data === undefined ? (
        <Box textAlign="center">
          <Spinner />
        </Box>
      ) : (
        <Suspense fallback={<Spinner />}>
          <ActivityChart history={data} />
        </Suspense>
      )}
    </Container>
  );
}
