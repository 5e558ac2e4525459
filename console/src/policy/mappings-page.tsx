// The mappings: from the product's codes to the ledger's own accounts, items, tax codes and payment methods.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { api, must } from '../data/ask.ts';
import { Go } from '../shell/go.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { when } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { valueAt, withValue } from './draft.ts';
import { Editor } from './editor.tsx';
import { objectOf } from './setting.ts';
import { type Draft, useDraft, useLists } from './use-policy.ts';

export function MappingsPage() {
  const { connection = '' } = useParams();
  const draft = useDraft(connection);
  const lists = useLists(connection);
  useWanted(draft);
  const crumbs = useCrumbs({ text: text('mappings.title'), href: paths.mappings(connection) });
  return (
    <Page crumbs={crumbs}>
      <ContentLayout
        header={
          <Header
            variant="h1"
            description={
              lists.data?.readAt === undefined
                ? text('mappings.reading')
                : text('mappings.read', { at: when(lists.data.readAt) })
            }
            actions={<Again connection={connection} />}
          >
            {text('mappings.title')}
          </Header>
        }
      >
        <SpaceBetween size="l">
          {draft.saved.data === null ? (
            <Alert type="info" action={<Go to={paths.policy(connection)}>{text('policy.title')}</Go>}>
              {text('policy.choose_preset')}
            </Alert>
          ) : (
            <Editor connection={connection} draft={draft} part="mappings" />
          )}
        </SpaceBetween>
      </ContentLayout>
    </Page>
  );
}

/** A record that lacks a mapping leads here: `?map=tax.map&code=spa` puts a row for it. */
function useWanted({ before, now, setDraft }: Draft): void {
  const [search] = useSearchParams();
  const [map, code] = [search.get('map'), search.get('code')];
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || before === undefined || now === undefined || map === null || code === null) return;
    isDone.current = true;
    const path = map.split('.');
    const rows = objectOf(valueAt(now, path));
    if (rows[code] === undefined) setDraft(withValue(now, path, { ...rows, [code]: '' }));
  }, [before, now, map, code, setDraft]);
}

function Again({ connection }: { readonly connection: string }) {
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () =>
      must(
        api.GET('/v1/connections/{connection}/mappings', {
          params: { path: { connection }, query: { fresh: 'true' } },
        }),
      ),
    onSuccess: (lists) => client.setQueryData(['lists', connection], lists),
  });
  return (
    <Button iconName="refresh" loading={again.isPending} onClick={() => again.mutate()}>
      {text('mappings.again')}
    </Button>
  );
}
