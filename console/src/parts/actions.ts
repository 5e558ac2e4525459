// Which actions a person may take now: asked of the API by a plan of each, so that what is greyed says why.
import { useQuery } from '@tanstack/react-query';
import { type Action, ACTIONS, planAction, type Words } from '../data/act.ts';
import { ApiError, type Refusal, wordsOf } from '../data/ask.ts';
import type { Planned, RecordName, ShownRecord } from '../data/shapes.ts';

/** An action with what is in its way, if anything is. */
export interface Offered {
  readonly action: Action;
  /** Why it is greyed. */
  readonly blocked?: string | undefined;
  readonly refusal?: Refusal | undefined;
  readonly plan?: Planned | undefined;
}

/** What an action needs before it can be planned: any word will do, nothing is done. */
const ANY: Readonly<Partial<Record<Action, Words>>> = {
  skip: { reason: 'plan' },
  keep: { reason: 'plan' },
  unlink: { reason: 'plan' },
  adopt: { document: '0' },
};

/** All actions on a record; undefined while they are being asked for, or if there is no record. */
export function useOffered(connection: string, record: ShownRecord | undefined, may: boolean) {
  const { kind, id, state, since } = record ?? {};
  const { data } = useQuery({
    queryKey: ['offered', connection, kind, id, state, since],
    queryFn: () =>
      record === undefined ? [] : Promise.all(ACTIONS.map((action) => offer(connection, record, action))),
    enabled: record !== undefined && may,
    staleTime: 10_000,
  });
  return data;
}

async function offer(connection: string, { kind, id }: RecordName, action: Action): Promise<Offered> {
  const words = ANY[action] ?? {};
  try {
    const plan = await planAction(connection, { kind, id, action, words });
    return { action, plan };
  } catch (error) {
    const refusal = error instanceof ApiError ? error.refusal : undefined;
    return { action, blocked: wordsOf(error), refusal };
  }
}
