// The policy in force, the settings there are, the company's lists, and the draft that a person makes of them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ApiError, api, must, plain } from '../data/ask.ts';
import { noteAction } from '../data/recent.ts';
import type { Shape } from '../api/client.ts';
import { changesOf } from './draft.ts';
import { type Json, settingsOf } from './setting.ts';

const HOUR_MS = 3_600_000;
/** Enough to see what a change does; more would make a person wait. */
const TRIED = 500;

export function useSettings() {
  return useQuery({
    queryKey: ['openapi'],
    queryFn: async () => settingsOf(await plain<Json>('/openapi.json')),
    staleTime: HOUR_MS,
  });
}

export function useLists(connection: string) {
  return useQuery({
    queryKey: ['lists', connection],
    queryFn: () =>
      must(api.GET('/v1/connections/{connection}/mappings', { params: { path: { connection } } })),
    // Lists that are being read are asked for until they are there.
    refetchInterval: ({ state }) => (state.data?.refreshing === true ? 2_000 : false),
  });
}

/** A version of the policy; of none, the one in force. A connection without a policy has `null`. */
export function useSaved(connection: string, version: string | undefined) {
  return useQuery({
    queryKey: ['policy', connection, version],
    queryFn: async () => {
      const query = version === undefined ? {} : { version: Number(version) };
      try {
        const params = { path: { connection }, query };
        return await must(api.GET('/v1/connections/{connection}/policy', { params }));
      } catch (error) {
        if (error instanceof ApiError && error.refusal.status === 404) return null;
        throw error;
      }
    },
  });
}

/** A draft over what is in force, with its changes and what can be done with it. */
export function useDraft(connection: string) {
  const client = useQueryClient();
  const saved = useSaved(connection, undefined);
  const [draft, setDraft] = useState<Json>();
  // The same as long as nobody saves: a form that gets a new one with each look would begin anew each time.
  const policy = saved.data?.policy;
  const before = useMemo(() => (policy === undefined ? undefined : jsonOf(policy)), [policy]);
  const now = draft ?? before;
  const params = { path: { connection } };
  const attempt = useMutation({
    mutationFn: async (policy: Json) => {
      const body = { policy: policyOf(policy) };
      const validation = await must(
        api.POST('/v1/connections/{connection}/policy/validate', { params, body }),
      );
      if (!validation.valid || before === undefined) return { validation, dryRun: undefined };
      const asked = { ...body, last: TRIED };
      const dryRun = await must(
        api.POST('/v1/connections/{connection}/policy/dry-run', { params, body: asked }),
      );
      return { validation, dryRun };
    },
  });
  const save = useMutation({
    mutationFn: (policy: Json) =>
      must(
        api.PUT('/v1/connections/{connection}/policy', {
          params,
          body: { policy: policyOf(policy), expectedVersion: saved.data?.version ?? 0 },
        }),
      ),
    onSuccess: () => {
      noteAction();
      setDraft(undefined);
      return client.invalidateQueries();
    },
  });
  return { saved, before, now, setDraft, changes: changesOf(before, now), attempt, save };
}

export type Draft = ReturnType<typeof useDraft>;

/** Through text: the types of the API's description have no index, a form needs one. */
export function jsonOf(value: unknown): Json {
  const read: (text: string) => Json = JSON.parse;
  return read(JSON.stringify(value));
}

function policyOf(draft: Json): Shape<'PolicyInput'> {
  const read: (text: string) => Shape<'PolicyInput'> = JSON.parse;
  return read(JSON.stringify(draft));
}
