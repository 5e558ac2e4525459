// The chart itself: loaded after everything else of the page.
import BarChart from '@cloudscape-design/components/bar-chart';
import type { History } from '../data/activity.ts';
import { clock, dayOf } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

/** Both stand out from a white ground and from a dark one. */
const GREEN = '#29903b';
const RED = '#d9453d';

export function ActivityChart({ history: { by, spans, timeZone } }: { readonly history: History }) {
  const label = (from: string): string => (by === 'hour' ? clock(from) : dayOf(from, timeZone));
  const of = (what: 'synced' | 'failed') =>
    spans.map(({ from, became }) => ({ x: label(from), y: became[what] }));
  return (
    <BarChart
      stackedBars
      hideFilter
      height={120}
      series={[
        { type: 'bar', title: textOf('state', 'synced'), data: of('synced'), color: GREEN },
        { type: 'bar', title: textOf('state', 'failed'), data: of('failed'), color: RED },
      ]}
      xDomain={spans.map(({ from }) => label(from))}
      yDomain={[0, Math.max(1, ...spans.map(({ became }) => became.synced + became.failed))]}
      i18nStrings={{ yTickFormatter: (value) => (Number.isInteger(value) ? String(value) : '') }}
      ariaLabel={text(`activity.${by}_chart`)}
      ariaDescription={text('activity.title')}
      empty={text('activity.none')}
    />
  );
}
