// Judge of completeness: what the product's page says came in is what was sent, and all of it is under one state (I1, I9).
import type { RecordKind } from '../../shared/core/records.ts';
import { blame, type Evidence } from './evidence.ts';
import { at, isRecord, listAt, parse, textAt } from './json.ts';
import type { SourceRecordPlan } from './source-plan.ts';

/** The answer of `GET .../completeness` for the day of the seed, when all is calm. */
export function judgeCompleteness(
  evidence: Evidence,
  connection: string,
  status: number,
  body: string,
): void {
  const answer = parse(body);
  if (status !== 200 || at(answer, 'complete') !== true)
    return blame(evidence, 'completeness', `${connection}: no whole answer: ${status} ${body.slice(0, 200)}`);
  if (at(answer, 'adds_up') !== true)
    blame(evidence, 'completeness', `${connection} does not add up: ${body}`);
  const kinds = listAt(answer, 'days').flatMap((day) => listAt(day, 'kinds'));
  const plans = [...evidence.plans.values()].filter(
    ({ key, isDerived }) => key.connection === connection && isDerived !== true,
  );
  for (const [kind, ofKind] of Map.groupBy(plans, ({ key }) => key.kind))
    judgeKind(
      evidence,
      kind,
      ofKind,
      kinds.find((one) => textAt(one, 'kind') === kind),
    );
}

function judgeKind(
  evidence: Evidence,
  kind: RecordKind,
  plans: readonly SourceRecordPlan[],
  shown: unknown,
): void {
  const states = at(shown, 'states');
  const tallies = isRecord(states) ? Object.values(states) : [];
  const found = tallies.reduce<number>((sum, tally) => sum + Number(textAt(tally, 'count')), 0);
  const cents = tallies.reduce<number>((sum, tally) => sum + centsIn(at(tally, 'money')), 0);
  const sent = plans.reduce((sum, { name }) => sum + (evidence.arrived.get(name) ?? 0), 0);
  if (found !== plans.length)
    blame(evidence, 'completeness', `${plans.length} of kind ${kind} were sent, ${found} are under a state`);
  if (cents !== sent)
    blame(evidence, 'completeness', `${sent} cents of kind ${kind} were sent, ${cents} are under a state`);
  // Only an accident of the receiver may leave something uncounted at the door.
  const isWhole = evidence.counts.mishapsAtTheDoor === 0;
  const received = Number(textAt(shown, 'received', 'count'));
  if (received > found || (isWhole && received !== found))
    blame(
      evidence,
      'completeness',
      `${received} of kind ${kind} were counted at the door, ${found} are here`,
    );
}

/** Whatever the currencies: every record has one, so that their cents add up to what was sent. */
function centsIn(money: unknown): number {
  const amounts = isRecord(money) ? Object.values(money) : [];
  return amounts.reduce<number>((sum, amount) => sum + Math.round(Number(amount) * 100), 0);
}
