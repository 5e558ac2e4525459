// The policy of a connection: the one in force to be changed, and every version that was.
import Alert from '@cloudscape-design/components/alert';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { api, must } from '../data/ask.ts';
import { useMay } from '../session/session.tsx';
import { Go } from '../shell/go.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { useNotices } from '../shell/notices.tsx';
import { paths } from '../shell/paths.ts';
import { when } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { valueAt } from './draft.ts';
import { Editor, Section } from './editor.tsx';
import { type Draft, jsonOf, useDraft, useLists, useSaved, useSettings } from './use-policy.ts';
import { Versions } from './versions.tsx';

export function PolicyPage() {
  const { connection = '' } = useParams();
  const [search] = useSearchParams();
  const version = search.get('version');
  const crumbs = useCrumbs({ text: text('policy.title'), href: paths.policy(connection) });
  return (
    <Page crumbs={crumbs}>
      {version === null ? (
        <Current connection={connection} />
      ) : (
        <Old connection={connection} version={version} />
      )}
    </Page>
  );
}

function Current({ connection }: { readonly connection: string }) {
  const draft = useDraft(connection);
  const { data } = draft.saved;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={
            data === undefined || data === null
              ? text('policy.none_yet')
              : text('policy.in_force', {
                  version: data.version,
                  preset: data.preset,
                  at: when(data.savedAt),
                  by: data.savedBy ?? '–',
                })
          }
          actions={<Presets draft={draft} />}
        >
          {text('policy.title')}
        </Header>
      }
    >
      <Tabs
        tabs={[
          {
            id: 'settings',
            label: text('policy.settings'),
            content:
              draft.now === undefined ? (
                <Alert type="info">{text('policy.choose_preset')}</Alert>
              ) : (
                <Editor connection={connection} draft={draft} part="settings" />
              ),
          },
          { id: 'versions', label: text('policy.versions'), content: <Versions connection={connection} /> },
        ]}
      />
    </ContentLayout>
  );
}

/** Starting from a preset keeps the maps: they say what this company has, not how the two work together. */
export function Presets({ draft }: { readonly draft: Draft }) {
  const { fail } = useNotices();
  const may = useMay('admin');
  const { data } = useQuery({ queryKey: ['presets'], queryFn: () => must(api.GET('/v1/presets')) });
  const start = async (name: string) => {
    const { policy } = await must(api.GET('/v1/presets/{name}', { params: { path: { name } } }));
    draft.setDraft(jsonOf(policy));
  };
  return (
    <ButtonDropdown
      disabled={!may}
      items={(data?.presets ?? []).map(({ name }) => ({ id: name, text: name }))}
      onItemClick={({ detail }) => void start(detail.id).catch(fail)}
    >
      {text('policy.presets')}
    </ButtonDropdown>
  );
}

function Old({ connection, version }: { readonly connection: string; readonly version: string }) {
  const { data } = useSaved(connection, version);
  const settings = useSettings();
  const lists = useLists(connection);
  if (data === undefined || data === null || settings.data === undefined) return <Spinner size="large" />;
  const policy = jsonOf(data.policy);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={<Go to={paths.policy(connection)}>{text('policy.to_current')}</Go>}>
          {text('policy.version', { version })}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {settings.data.map((member) => (
          <Section
            key={member.name}
            member={member}
            value={valueAt(policy, [member.name])}
            lists={lists.data}
            readOnly
            errors={{}}
            onChange={() => undefined}
          />
        ))}
      </SpaceBetween>
    </ContentLayout>
  );
}
