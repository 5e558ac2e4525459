// Records by the day on which they came, and what became of them.
import BarChart from '@cloudscape-design/components/bar-chart';
import type { Shape } from '../api/client.ts';
import { STATES } from '../data/shapes.ts';
import { text, textOf } from '../texts/text.ts';

type Days = Shape<'Completeness'>['days'];

export function DaysChart({ days }: { readonly days: Days }) {
  const counted = STATES.map((state) => ({
    state,
    data: days.map(({ day, kinds }) => ({
      x: day,
      y: kinds.reduce((sum, { states }) => sum + (states[state]?.count ?? 0), 0),
    })),
  })).filter(({ data }) => data.some(({ y }) => y > 0));
  return (
    <BarChart
      stackedBars
      height={180}
      hideFilter
      series={counted.map(({ state, data }) => ({ type: 'bar', title: textOf('state', state), data }))}
      xDomain={days.map(({ day }) => day)}
      xTitle={text('completeness.day')}
      yTitle={text('causes.count')}
      ariaLabel={text('completeness.chart')}
      empty={text('completeness.none')}
    />
  );
}
