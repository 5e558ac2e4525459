// What a person does about a record: each action with what it needs, and a plan of it before it is done.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, must } from './ask.ts';
import { noteAction } from './recent.ts';
import type { Planned, RecordName, ShownRecord } from './shapes.ts';

export const ACTIONS = ['retry', 'skip', 'sync', 'unsync', 'adopt', 'keep', 'restore', 'unlink'] as const;
export type Action = (typeof ACTIONS)[number];

/** What a person says with it. */
export interface Words {
  readonly reason?: string | undefined;
  readonly document?: string | undefined;
}

export interface Acting extends RecordName {
  readonly action: Action;
  readonly words?: Words;
}

/** What would become of a record; an ApiError says what is in the way. */
export async function planAction(connection: string, acting: Acting): Promise<Planned> {
  const planned = await send(connection, acting, { mode: 'plan' });
  return 'state' in planned ? { record: planned } : planned;
}

/** Does it; every page that shows the record asks again at once. */
export function useAct(connection: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (acting: Acting) => send(connection, acting, {}),
    onSuccess: () => {
      noteAction();
      return client.invalidateQueries();
    },
  });
}

function send(
  connection: string,
  { kind, id, action, words = {} }: Acting,
  query: { mode?: 'plan' },
): Promise<Planned | ShownRecord> {
  const params = { path: { connection, kind, id }, query };
  const { reason, document = '' } = words;
  const why = reason === undefined ? {} : { reason };
  const at = '/v1/connections/{connection}/records/{kind}/{id}';
  switch (action) {
    case 'retry':
      return must(api.POST(`${at}/retry`, { params }));
    case 'skip':
      return must(api.POST(`${at}/skip`, { params, body: why }));
    case 'sync':
      return must(api.POST(`${at}/sync`, { params }));
    case 'unsync':
      return must(api.POST(`${at}/unsync`, { params, body: why }));
    case 'adopt':
      return must(api.POST(`${at}/adopt`, { params, body: { document } }));
    case 'keep':
      return must(api.POST(`${at}/keep`, { params, body: why }));
    case 'restore':
      return must(api.POST(`${at}/restore`, { params }));
    case 'unlink':
      return must(api.POST(`${at}/unlink`, { params, body: why }));
  }
}
