// The part of the admin endpoint that belongs to the server and not to the simulator: moving the clock.
import type { SimAnswer, SimRequest } from '../core/types.ts';
import { json } from './answers.ts';
import { clockBody } from './clock.ts';
import type { Clock } from './clock.ts';
import type { Courier } from './courier.ts';
import type { Durable } from './durable.ts';

/** What is needed to move the time. */
export interface ClockContext {
  readonly clock: Clock;
  readonly simulator: Durable;
  readonly courier: Courier;
}

/** Answers `/_sim/clock`. */
export async function answerClock(context: ClockContext, req: SimRequest): Promise<SimAnswer> {
  if (req.method === 'POST') {
    const body = clockBody.safeParse(parse(req.body));
    if (!body.success)
      return json(400, { error: body.error.issues.map(({ message }) => message).join('; ') });
    const refusal = await move(context, body.data);
    if (refusal !== null) return json(400, { error: refusal });
    context.simulator.clockMoved();
    context.courier.look();
  }
  const { clock } = context;
  return json(200, {
    now: new Date(clock.read()).toISOString(),
    ms: clock.read(),
    running: clock.isRunning(),
  });
}

async function move(context: ClockContext, body: ReturnType<typeof clockBody.parse>): Promise<string | null> {
  const { clock } = context;
  if (body.follow !== undefined) clock.follow();
  if (body.stop !== undefined) clock.stop();
  if (body.advanceMs !== undefined) await advanceTo(context, clock.read() + body.advanceMs);
  if (body.set !== undefined) {
    const target = new Date(body.set).getTime();
    if (target < clock.read())
      return `It is ${new Date(clock.read()).toISOString()} already: time goes forward only`;
    clock.stop();
    await advanceTo(context, target);
  }
  return null;
}

/** Stops at every moment on the way at which something is due, so that a day in one step is a whole day of retries. */
async function advanceTo({ clock, simulator, courier }: ClockContext, target: number): Promise<void> {
  await courier.settled();
  let next = simulator.nextDeliveryAt();
  while (next !== null && next <= target) {
    if (next > clock.read()) clock.moveTo(next);
    await courier.settled();
    next = simulator.nextDeliveryAt();
  }
  if (target > clock.read()) clock.moveTo(target);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON fits no schema, and the schema's message is what the caller needs.
    return undefined;
  }
}
