// A new connection: its name, what it starts from, and between which two. Made at once, and held until it goes live.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, api, must, wordsOf } from '../data/ask.ts';
import { useMay } from '../session/session.tsx';
import { Page } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { text, textOf } from '../texts/text.ts';
import { useConnectors, useTitles } from './use-connectors.ts';

export function NewConnectionPage() {
  const may = useMay('admin');
  const navigate = useNavigate();
  const form = useNew();
  const { create } = form;
  return (
    <Page crumbs={[{ text: text('connections.new'), href: paths.newConnection }]}>
      <ContentLayout
        header={
          <Header variant="h1" description={text('setup.new_says')}>
            {text('connections.new')}
          </Header>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Form
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button formAction="none" variant="link" onClick={() => void navigate(paths.connections)}>
                  {text('act.cancel')}
                </Button>
                <Button
                  variant="primary"
                  loading={create.isPending}
                  disabled={!may}
                  disabledReason={text('session.admin_only')}
                >
                  {text('setup.make')}
                </Button>
              </SpaceBetween>
            }
            errorText={
              create.error !== null && placesOf(create.error).size === 0 ? wordsOf(create.error) : undefined
            }
          >
            <SpaceBetween size="l">
              <Alert type="info">{text('setup.held')}</Alert>
              <Container>
                <Fields form={form} />
              </Container>
            </SpaceBetween>
          </Form>
        </form>
      </ContentLayout>
    </Page>
  );
}

function Fields({ form }: { readonly form: ReturnType<typeof useNew> }) {
  const { create, values, set, options, choosePreset } = form;
  const errors = placesOf(create.error);
  return (
    <SpaceBetween size="l">
      <FormField
        label={text('setup.name')}
        description={text('setup.name_says')}
        errorText={errors.get('/name')}
      >
        <Input value={values.name} onChange={({ detail }) => set({ name: detail.value })} />
      </FormField>
      <Choices
        label={text('setup.preset')}
        says={text('setup.preset_says')}
        options={options.presets}
        value={values.preset}
        error={errors.get('/preset')}
        onChange={choosePreset}
      />
      <Choices
        label={text('setup.source')}
        says={text('setup.source_says')}
        options={options.sources}
        value={values.source}
        error={errors.get('/source')}
        onChange={(source) => set({ source })}
      />
      <Choices
        label={text('setup.ledger')}
        says={text('setup.ledger_says')}
        options={options.ledgers}
        value={values.ledger}
        error={errors.get('/ledger')}
        onChange={(ledger) => set({ ledger })}
      />
      <Choices
        label={text('setup.zone')}
        says={text('setup.zone_says')}
        options={ZONES}
        value={values.timeZone}
        error={errors.get('/timeZone')}
        onChange={(timeZone) => set({ timeZone })}
      />
    </SpaceBetween>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The reader's own first: most companies are where he is. Some browsers leave UTC out of their list. */
const ZONES: readonly Option[] = [...new Set([HERE, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].map(
  (zone) => ({ value: zone, label: zone }),
);

function useNew() {
  const [chosen, setChosen] = useState({ name: '', preset: '', source: '', ledger: '', timeZone: HERE });
  const connectors = useConnectors();
  const titleOf = useTitles();
  const presets = useQuery({ queryKey: ['presets'], queryFn: () => must(api.GET('/v1/presets')) });
  const navigate = useNavigate();
  const client = useQueryClient();
  const all = presets.data?.presets ?? [];
  const set = (next: Partial<typeof chosen>) => setChosen((before) => ({ ...before, ...next }));
  const create = useMutation({
    mutationFn: () => must(api.POST('/v1/connections', { body: chosen })),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['connections'] });
      await navigate(paths.connect(id));
    },
  });
  const wayOf = (connects: string) => textOf('setup.way', connects);
  return {
    create,
    values: chosen,
    set,
    // A preset was written for two ends: they are proposed with it, and can be chosen otherwise.
    choosePreset: (preset: string) => {
      const { source = '', ledger = '' } = all.find(({ name }) => name === preset) ?? {};
      set({ preset, source, ledger });
    },
    options: {
      presets: all.map(({ name, source = '', ledger = '' }) => ({
        value: name,
        label: textOf('preset', name),
        description: text('connections.from_to', { source: titleOf(source), ledger: titleOf(ledger) }),
      })),
      sources: optionsOf(connectors.data?.sources, wayOf),
      ledgers: optionsOf(connectors.data?.ledgers, wayOf),
    },
  };
}

const optionsOf = (
  all: readonly { readonly name: string; readonly title: string; readonly connects: string }[] | undefined,
  wayOf: (connects: string) => string,
): readonly Option[] =>
  (all ?? []).map(({ name, title, connects }) => ({
    value: name,
    label: title,
    description: wayOf(connects),
  }));

interface ChoicesProps {
  readonly label: string;
  readonly says: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function Choices({ label, says, options, value, error, onChange }: ChoicesProps) {
  return (
    <FormField label={label} description={says} errorText={error}>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={[...options]}
        placeholder={text('setup.choose')}
        filteringType={options.length > SEARCHED ? 'auto' : 'none'}
        empty={<Box>{text('records.loading')}</Box>}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}

/** A longer list is searched, not read. */
const SEARCHED = 10;

/** What the API says against a field, by its place. */
function placesOf(error: Error | null): ReadonlyMap<string, string> {
  const errors = error instanceof ApiError ? (error.refusal.errors ?? []) : [];
  return new Map(errors.map(({ pointer, detail }) => [pointer, detail]));
}
