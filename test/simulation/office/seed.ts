// One seed of an office on a ledger without keys: a busy time with accidents and dying workers, then calm, then the verdict.
import { createSeededChance } from '../../../simulators/quickbooks/service/seeded.ts';
import { judge } from './judge.ts';
import { createPlan, type Plan } from './plan.ts';
import { createOffice, type Defect, type Office } from './world.ts';

export interface OfficeResult {
  readonly seed: number;
  readonly lagMs: number;
  readonly violations: readonly string[];
  readonly forms: number;
  readonly accidents: number;
  readonly deaths: number;
  readonly trace: string;
}

const MINUTE = 60_000;
/** The calm: rounds of the schedule, each long enough for every wait of ours but the next round. */
const ROUNDS = 10;

export async function runOfficeSeed(seed: number, defect?: Defect): Promise<OfficeResult> {
  const { random } = createSeededChance(seed);
  const office = await createOffice(random, Math.floor(random() * 60_001), defect);
  const plan = createPlan(random, office.customers);
  await beBusy(office, plan, random);
  await calmDown(office, plan);
  const violations = await judge(office, plan);
  const { accidents, deaths, lagMs, trace } = office.counts();
  return { seed, lagMs, violations, forms: plan.forms.length, accidents, deaths, trace };
}

async function beBusy(office: Office, plan: Plan, random: () => number): Promise<void> {
  const start = office.now();
  const busyMs = (20 + random() * 40) * MINUTE;
  let nextRound = start + random() * 15 * MINUTE;
  const sayings = plan.sayings.map((saying) => ({ saying, at: start + random() * busyMs * 0.8 }));
  // A source speaks of one record in the order of its revisions, though not always in time.
  sayings.sort((a, b) => a.at - b.at);
  const nightAt = random() < 0.2 ? start + random() * busyMs : Infinity;
  while (office.now() < start + busyMs) {
    office.advance(500 + random() * 8_000);
    office.outage(office.now() > nightAt && office.now() < nightAt + 10 * MINUTE);
    while (sayings[0] !== undefined && sayings[0].at <= office.now())
      await office.say(sayings.shift()?.saying);
    if (office.now() > nextRound) {
      nextRound += 15 * MINUTE;
      await office.round();
    }
    await office.work();
  }
  for (const { saying } of sayings) await office.say(saying);
}

async function calmDown(office: Office, plan: Plan): Promise<void> {
  await office.calm();
  // Whatever a source said and nobody heard of it comes again with its next sending.
  for (const saying of plan.last) await office.say(saying);
  for (let round = 0; round < ROUNDS; round += 1) {
    await office.round();
    const until = office.now() + 15 * MINUTE;
    while (office.now() < until) {
      await office.work();
      office.advance(20_000);
    }
  }
}
