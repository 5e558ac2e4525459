// The editor of a policy: its sections or its maps, a draft, and the way to try and save it.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useMay } from '../session/session.tsx';
import { text } from '../texts/text.ts';
import { nameOfPath, type Path, valueAt, withValue } from './draft.ts';
import { Field } from './fields.tsx';
import { labelOf } from './labels.ts';
import { listOfSetting } from './lists.ts';
import { type Json, type Member, type Setting } from './setting.ts';
import { TryDialog } from './try-dialog.tsx';
import { type Draft, useLists, useSettings } from './use-policy.ts';

interface EditorProps {
  readonly connection: string;
  readonly draft: Draft;
  /** settings: section by section; mappings: only what chooses from the ledger's lists. */
  readonly part: 'settings' | 'mappings';
  /** Without its own way to save: whatever it stands in saves it. */
  readonly isBare?: boolean;
}

export function Editor({ connection, draft, part, isBare = false }: EditorProps) {
  const settings = useSettings();
  const lists = useLists(connection);
  const may = useMay('admin');
  const [isTrying, setTrying] = useState(false);
  const { now, changes, setDraft, attempt } = draft;
  if (settings.data === undefined || now === undefined) return <Spinner size="large" />;
  const change = (path: Path, value: Json | undefined) => setDraft(withValue(now, path, value));
  const errors = Object.fromEntries(
    (attempt.data?.validation.errors ?? []).map(({ pointer, detail }) => [nameOfPointer(pointer), detail]),
  );
  const shared = { lists: lists.data, readOnly: !may, errors, onChange: change };
  const places = part === 'mappings' ? mapsIn(settings.data, now, []) : [];
  return (
    <>
      <SpaceBetween size="l">
        {part === 'settings'
          ? settings.data.map((member) => (
              <Section key={member.name} member={member} value={valueAt(now, [member.name])} {...shared} />
            ))
          : places.map(({ path, setting }) => (
              <Container key={nameOfPath(path)}>
                <div data-setting={nameOfPath(path)}>
                  <Field path={path} setting={setting} value={valueAt(now, path)} {...shared} />
                </div>
              </Container>
            ))}
      </SpaceBetween>
      {isBare ? null : (
        <div className="save-bar">
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            {changes.length === 0 ? null : (
              <Alert type="info">{text('policy.changed', { count: changes.length })}</Alert>
            )}
            <Button disabled={changes.length === 0} onClick={() => setDraft(undefined)}>
              {text('policy.undo')}
            </Button>
            <Button
              variant="primary"
              disabled={!may || changes.length === 0}
              disabledReason={text(may ? 'policy.no_changes' : 'session.admin_only')}
              onClick={() => setTrying(true)}
            >
              {text('policy.try')}
            </Button>
          </SpaceBetween>
        </div>
      )}
      {isTrying ? (
        <TryDialog connection={connection} draft={draft} onDismiss={() => setTrying(false)} />
      ) : null}
    </>
  );
}

type SectionProps = Omit<Parameters<typeof Field>[0], 'path' | 'setting'> & { readonly member: Member };

export function Section({ member: { name, setting }, ...shared }: SectionProps) {
  if (setting.kind !== 'group')
    return (
      <Container>
        <div data-setting={name}>
          <Field {...shared} path={[name]} setting={setting} />
        </div>
      </Container>
    );
  return (
    <ExpandableSection variant="container" headerText={labelOf([name])} defaultExpanded={OPEN.includes(name)}>
      <Field {...shared} path={[name]} setting={setting} />
    </ExpandableSection>
  );
}

/** What is changed most stands open. */
const OPEN: readonly string[] = ['invoices', 'payments', 'tax'];

interface Place {
  readonly path: Path;
  readonly setting: Setting;
}

/** What chooses from the ledger's lists, in the order of the policy; of variants, what the chosen one has. */
function mapsIn(members: readonly Member[], value: Json | undefined, path: Path): readonly Place[] {
  return members.flatMap(({ name, setting }) => {
    const here = [...path, name];
    if (setting.kind === 'group') return mapsIn(setting.members, valueAt(value, [name]), here);
    if (setting.kind === 'variants') {
      const mode = valueAt(value, [name, 'mode']);
      const chosen = setting.variants.find((variant) => variant.mode === mode);
      return mapsIn(chosen?.members ?? [], valueAt(value, [name]), here);
    }
    const isChosen =
      (setting.kind === 'map' || setting.kind === 'text') && listOfSetting(nameOfPath(here)) !== undefined;
    return isChosen ? [{ path: here, setting }] : [];
  });
}

/** `/policy/tax/map` as `tax.map`. */
const nameOfPointer = (pointer: string): string =>
  pointer
    .split('/')
    .filter((part) => part !== '' && part !== 'policy')
    .join('.');
