// Errands: what people have to do regularly where the policy leaves it to them: import first, export, ask for what changed.
import { ask } from './actors.ts';
import { asOperator } from './requests.ts';
import { reconnect } from './operators.ts';
import { parse, textAt } from './json.ts';
import type { SeedWorld } from './seed-world.ts';

/** Errands while the world is busy: the import early, the others now and then. */
export function startErrands(world: SeedWorld, connections: readonly string[], busyMs: number): void {
  const { kernel, evidence } = world;
  for (const connection of connections) {
    const { connection: how, schedule } = evidence.policyOf(connection);
    if (how.requireInitialImport)
      kernel.after(kernel.random() * busyMs * 0.3, () => importParties(world, connection));
    if (schedule.outbound.mode === 'manual' || schedule.outbound.mode === 'interval')
      everyNowAndThen(world, busyMs, () =>
        runExport(world, connection, kernel.chance(0.1) ? '2026-11-01' : undefined),
      );
    if (schedule.inbound.mode === 'manual' || schedule.inbound.mode === 'interval')
      everyNowAndThen(world, busyMs, () => askInbound(world, connection));
    if (how.session.mode === 'ttl')
      everyNowAndThen(world, busyMs, () => beginSession(world, connection), SESSION_PAUSE_MS);
  }
}

/** Longer than a session: it does end. */
const SESSION_PAUSE_MS = 700_000;

function everyNowAndThen({ kernel }: SeedWorld, busyMs: number, run: () => void, pauseMs = 100_000): void {
  const until = kernel.now() + busyMs;
  const next = (): void => {
    if (kernel.now() >= until) return;
    run();
    kernel.after(pauseMs + kernel.random() * 500_000, next);
  };
  kernel.after(pauseMs - 100_000 + kernel.random() * 500_000, next);
}

/** When all is calm nobody forgets anything. */
export function runErrands(world: SeedWorld, connections: readonly string[]): void {
  for (const connection of connections) {
    const { connection: how, schedule } = world.evidence.policyOf(connection);
    if (how.requireInitialImport) importParties(world, connection);
    if (schedule.outbound.mode === 'manual' || schedule.outbound.mode === 'interval')
      runExport(world, connection, undefined);
    if (schedule.inbound.mode === 'manual' || schedule.inbound.mode === 'interval')
      askInbound(world, connection);
  }
}

/** KLP-12. Who hears nothing asks again; that it was done before is an answer. */
export function importParties(world: SeedWorld, connection: string, left = 9): void {
  const route = 'POST /v1/connections/{connection}/import';
  world.evidence.imports.add(connection);
  ask(world, 'api', asOperator(route, { connection }), (answer) => {
    if ((answer === undefined || answer.status >= 500) && left > 0)
      world.kernel.after(5_000, () => importParties(world, connection, left - 1));
  });
}

/** CLK-23, CLK-26: what arrived up to now goes; with a day, what is dated before it and not booked stays out. */
export function runExport(
  world: SeedWorld,
  connection: string,
  overrideFrom: string | undefined,
  left = 9,
): void {
  const { kernel, evidence } = world;
  const { exportedUpTo, exporting, periodsSkipped } = evidence;
  const route = 'POST /v1/connections/{connection}/export';
  if (overrideFrom !== undefined) periodsSkipped.add(connection);
  exportedUpTo.set(connection, Infinity);
  exporting.set(connection, (exporting.get(connection) ?? 0) + 1);
  ask(
    world,
    'api',
    asOperator(route, { connection }, overrideFrom === undefined ? {} : { overrideFrom }),
    (answer) => {
      const open = (exporting.get(connection) ?? 1) - 1;
      exporting.set(connection, open);
      // Who died may have got his last call out.
      if (open === 0) exportedUpTo.set(connection, kernel.now() + LAST_CALL_MS);
      if ((answer === undefined || answer.status >= 500) && left > 0)
        kernel.after(5_000, () => runExport(world, connection, overrideFrom, left - 1));
    },
  );
}

const LAST_CALL_MS = 10_000;

/** KLP-33 */
export function askInbound(world: SeedWorld, connection: string, left = 9): void {
  const request = asOperator('POST /v1/connections/{connection}/sync', { connection });
  ask(world, 'api', { ...request, query: { direction: 'inbound' } }, (answer) => {
    const isDone = answer?.status === 202 || textAt(parse(answer?.body ?? ''), 'code') === 'inbound_off';
    if (!isDone && left > 0) world.kernel.after(5_000, () => askInbound(world, connection, left - 1));
  });
}

/** KLP-04, KLP-05: a session that is over, or soon will be, is begun anew. */
export function beginSession(world: SeedWorld, connection: string): void {
  const { session } = world.evidence.policyOf(connection).connection;
  if (session.mode === 'ttl') reconnect(world, connection);
}
