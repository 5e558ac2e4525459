// The tiles: how many records need somebody, and how much money hangs on them. A click filters.
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { URGENT } from '../data/shapes.ts';
import { State } from '../parts/state.tsx';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { count, sums } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

export interface Tile {
  readonly count: number;
  /** There are more than were counted. */
  readonly more: boolean;
  readonly money?: Readonly<Record<string, string>>;
}

interface TilesProps {
  readonly connection: string;
  readonly counts: Readonly<Record<string, Tile>> | undefined;
}

export function Tiles({ connection, counts }: TilesProps) {
  return (
    <Container fitHeight header={<Header variant="h2">{text('tiles.title')}</Header>}>
      <ColumnLayout columns={2} variant="text-grid" minColumnWidth={140}>
        {URGENT.map((state) => {
          const tile = counts?.[state];
          return (
            <div key={state} data-tile={state}>
              <State state={state} />
              <Box>
                <Go to={paths.records(connection, `?q=state:${state}`)} label={labelOf(tile, state)} large>
                  {figureOf(tile)}
                </Go>
              </Box>
              <Box color="text-body-secondary">{stakeOf(tile)}</Box>
            </div>
          );
        })}
      </ColumnLayout>
    </Container>
  );
}

const figureOf = (tile: Tile | undefined): string =>
  tile === undefined ? '–' : `${count(tile.count)}${tile.more ? '+' : ''}`;

/** Begins with what is seen, so that it can be said to a voice control. */
const labelOf = (tile: Tile | undefined, state: string): string =>
  text('tiles.show', { count: figureOf(tile), state: textOf('state', state).toLowerCase() });

function stakeOf(tile: Tile | undefined): string {
  if (tile === undefined) return '';
  const amounts = sums(tile.money ?? {});
  return amounts === '' ? text('tiles.no_money') : text('tiles.stake', { amounts });
}
