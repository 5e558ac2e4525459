// Mishaps: what the seed does to each call of a process, and to each request to the ledger: its themes first, then chance.
import type { Kernel } from './kernel.ts';
import { ACCIDENTS, accidentOf, type Accident, type LedgerCall } from './ledger.ts';
import { subjectsOf } from './ledger-writes.ts';
import type { Mishap, Process } from './process.ts';
import type { Script, SeedWorld } from './seed-world.ts';

type World = Omit<SeedWorld, 'spawn'>;

/** What happens to a call of a process; it is counted. */
export function planned(world: World, script: Script, process: Process, op: string): Mishap {
  const mishap = script.mishap?.(process, op) ?? drawn(world, process, op);
  if (mishap.type !== 'none') {
    world.evidence.counts.mishaps += 1;
    if (process.role === 'webhooks') world.evidence.counts.mishapsAtTheDoor += 1;
    if (op === 'ledger POST token' || op === 'connections.saveCredentials')
      world.evidence.counts.tokenMishaps += 1;
    world.cells.count(mishap.type, process.role, op);
  }
  return mishap;
}

/** A ledger call has accidents of its own; there a process can only die. */
function drawn({ kernel, faults, stage }: World, process: Process, op: string): Mishap {
  const { crash, refused, answerLost, repeated, slow } = faults();
  const isLedger = op.startsWith('ledger');
  const theme = stage(process.role, op);
  const struck = MISHAPS.find((type) => type === theme);
  if (struck !== undefined) return mishapOf(kernel, struck);
  if (kernel.chance(isLedger ? crash * 3 : crash))
    return mishapOf(kernel, kernel.pick(CRASHES) ?? 'crash_before');
  if (isLedger) return { type: 'none' };
  if (kernel.chance(refused)) return { type: 'refused' };
  if (kernel.chance(answerLost)) return { type: 'answer_lost' };
  // The queue knows what it is asked twice.
  if (kernel.chance(repeated) && !op.startsWith('lanes')) return { type: 'repeated' };
  if (kernel.chance(slow)) return mishapOf(kernel, 'slow');
  return { type: 'none' };
}

const CRASHES = ['crash_before', 'crash_after', 'crash_late'] as const;
const MISHAPS = [...CRASHES, 'refused', 'answer_lost', 'repeated', 'slow'] as const;

function mishapOf(kernel: Kernel, type: (typeof MISHAPS)[number]): Mishap {
  if (type === 'crash_late') return { type, ms: kernel.random() * 5_000 };
  return type === 'slow' ? { type, ms: kernel.random() * 20_000 } : { type };
}

/** The accident of a request to the ledger; it is counted for each of the writes in it. */
export function accidentBy(world: World, script: Script, call: LedgerCall): Accident {
  const accident =
    script.accident?.(call) ?? struckOf(world, call) ?? accidentOf(world.kernel, world.faults(), call);
  if (accident === 'none') return accident;
  const { evidence, cells, kernel } = world;
  evidence.counts.accidents += 1;
  if (call.op === 'POST token') evidence.counts.tokenAccidents += 1;
  kernel.note(() => `accident ${accident}`);
  for (const { subject, operation } of subjectsOf(call)) cells.count(accident, subject, operation);
  return accident;
}

function struckOf({ stage }: World, call: LedgerCall): Accident | undefined {
  for (const { subject, operation } of subjectsOf(call)) {
    const theme = stage(subject, operation);
    if (theme !== undefined) return ACCIDENTS.find((accident) => accident === theme);
  }
  return undefined;
}
