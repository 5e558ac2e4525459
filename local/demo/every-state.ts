// What npm start opens with: days of four hotels in which every state and every kind of problem occurs.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayIn } from '../../shared/core/zones.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import type { RunningSystem } from '../system.ts';
import { liveAtCanalView } from './canal-view.ts';
import { liveAtHarbourLight, liveAtOldTown, liveAtWindmill } from './other-hotels.ts';

/** Counted up when there is more to show: folders of before are filled up then. */
const EDITION = '2';
const markOf = ({ dataDir }: RunningSystem): string => join(dataDir, 'demo-filled');

/** Whether all of it was lived through already. A fill that was interrupted does not count. */
export async function isFilled(system: RunningSystem): Promise<boolean> {
  return (await readFile(markOf(system), 'utf8').catch(() => '')) === EDITION;
}

/** Lives through the days; takes some seconds, while everything works. What is there already stays as it is. */
export async function fillDemo(system: RunningSystem): Promise<void> {
  const today = dayIn('Europe/Amsterdam', systemClock.now());
  await liveAtCanalView(system, today);
  await Promise.all([liveAtHarbourLight, liveAtOldTown, liveAtWindmill].map((live) => live(system, today)));
  await writeFile(markOf(system), EDITION);
}
