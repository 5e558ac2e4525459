// One process of the pool: takes tasks, runs them, sends back what it saw; an empty list ends it.
import { isRecord } from './json.ts';
import { runTask, type Done, type Task } from './pool.ts';

process.on('message', (message) => void answer(Array.isArray(message) ? message.filter(isTask) : []));

async function answer(tasks: readonly Task[]): Promise<void> {
  if (tasks.length === 0) return process.disconnect();
  const done: Done[] = [];
  for (const task of tasks) done.push(await runTask(task));
  process.send?.({ done });
}

const TYPES: readonly Task['type'][] = ['seed', 'crash', 'pairs', 'portal'];

function isTask(value: unknown): value is Task {
  return isRecord(value) && TYPES.some((type) => type === value['type']);
}
