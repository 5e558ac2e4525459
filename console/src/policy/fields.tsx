// One setting as a field of a form, whatever its shape.
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { text } from '../texts/text.ts';
import { nameOfPath, type Path } from './draft.ts';
import { type Entry, entriesOf, type Lists, listOfSetting } from './lists.ts';
import { labelOf, wordOf } from './labels.ts';
import { at, type Json, listOf, type Member, objectOf, type Setting, stringsOf } from './setting.ts';

export interface FieldProps {
  readonly path: Path;
  readonly setting: Setting;
  readonly value: Json | undefined;
  readonly lists: Lists | undefined;
  readonly readOnly: boolean;
  /** What the API says against it, by setting. */
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (path: Path, value: Json | undefined) => void;
}

export function Field(props: FieldProps) {
  const { path, setting, value, readOnly, errors, onChange } = props;
  const name = nameOfPath(path);
  if (setting.kind === 'group') return <Members {...props} members={setting.members} />;
  if (setting.kind === 'variants') return <Variants {...props} />;
  if (setting.kind === 'other') return null;
  if (setting.kind === 'map') return <MapField {...props} />;
  if (setting.kind === 'switch')
    return (
      <Toggle
        checked={value === true}
        disabled={readOnly}
        onChange={({ detail }) => onChange(path, detail.checked)}
      >
        {labelOf(path)}
      </Toggle>
    );
  return (
    <FormField label={labelOf(path)} errorText={errors[name]}>
      <Plain {...props} />
    </FormField>
  );
}

export function Members({ members, ...props }: FieldProps & { readonly members: readonly Member[] }) {
  const { path, value } = props;
  return (
    <ColumnLayout columns={2}>
      {members.map(({ name, setting }) => (
        <div key={name} data-setting={nameOfPath([...path, name])}>
          <Field {...props} path={[...path, name]} setting={setting} value={at(value, name)} />
        </div>
      ))}
    </ColumnLayout>
  );
}

function Variants(props: FieldProps) {
  const { path, setting, value, readOnly, onChange } = props;
  if (setting.kind !== 'variants') return null;
  const mode = at(value, 'mode');
  const current = setting.variants.find((variant) => variant.mode === mode);
  return (
    <SpaceBetween size="xs">
      <FormField label={labelOf(path)}>
        <Select
          disabled={readOnly}
          selectedOption={current === undefined ? null : { value: current.mode, label: wordOf(current.mode) }}
          options={setting.variants.map((variant) => ({ value: variant.mode, label: wordOf(variant.mode) }))}
          onChange={({ detail }) =>
            onChange(path, emptyVariant(detail.selectedOption.value ?? '', setting.variants))
          }
        />
      </FormField>
      {current === undefined || current.members.length === 0 ? null : (
        <Members {...props} members={current.members} />
      )}
    </SpaceBetween>
  );
}

/** A variant with what it cannot be without. */
function emptyVariant(mode: string, variants: readonly { mode: string; members: readonly Member[] }[]): Json {
  const members = variants.find((variant) => variant.mode === mode)?.members ?? [];
  const needed = members.filter(({ required }) => required);
  return { mode, ...Object.fromEntries(needed.map(({ name, setting }) => [name, emptyOf(setting)])) };
}

function emptyOf(setting: Setting): Json {
  switch (setting.kind) {
    case 'map':
    case 'group':
      return {};
    case 'list':
      return [];
    case 'switch':
      return false;
    case 'number':
      return setting.least ?? 0;
    case 'choice':
      return setting.options[0] ?? '';
    case 'text':
    case 'variants':
    case 'other':
      return '';
  }
}

function Plain({ path, setting, value, lists, readOnly, onChange }: FieldProps) {
  const list = listOfSetting(nameOfPath(path));
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (setting.kind === 'choice')
    return (
      <Choice
        options={setting.options.map((option) => ({ value: option, label: wordOf(option) }))}
        {...{ value: shown, readOnly }}
        onChange={(next) => onChange(path, next)}
      />
    );
  if (setting.kind === 'text' && list !== undefined)
    return (
      <Choice
        options={entriesOf(lists, list)}
        {...{ value: shown, readOnly }}
        onChange={(next) => onChange(path, next)}
        isOptional
      />
    );
  if (setting.kind === 'list')
    return (
      <Input
        value={stringsOf(listOf(value)).join(', ')}
        readOnly={readOnly}
        placeholder={text('policy.list')}
        onChange={({ detail }) =>
          onChange(
            path,
            detail.value
              .split(',')
              .map((each) => each.trim())
              .filter((each) => each !== ''),
          )
        }
      />
    );
  const isNumber = setting.kind === 'number';
  return (
    <Input
      value={shown}
      readOnly={readOnly}
      type={isNumber ? 'number' : 'text'}
      onChange={({ detail }) => onChange(path, read(detail.value, isNumber))}
    />
  );
}

function read(value: string, isNumber: boolean): Json | undefined {
  if (value === '') return undefined;
  return isNumber ? Number(value) : value;
}

interface ChoiceProps {
  readonly options: readonly Entry[];
  readonly value: string;
  readonly readOnly: boolean;
  readonly isOptional?: boolean;
  readonly onChange: (value: string | undefined) => void;
}

const NONE = '';

export function Choice({ options, value, readOnly, isOptional = false, onChange }: ChoiceProps) {
  const all = isOptional ? [{ value: NONE, label: text('policy.none') }, ...options] : options;
  const chosen = all.find((each) => each.value === value) ?? { value, label: value };
  return (
    <Select
      disabled={readOnly}
      filteringType={all.length > SEARCHED ? 'auto' : 'none'}
      selectedOption={chosen}
      options={all.map(({ value: id, label, description = '' }) => ({ value: id, label, description }))}
      onChange={({ detail }) => {
        const next = detail.selectedOption.value ?? NONE;
        onChange(next === NONE ? undefined : next);
      }}
      expandToViewport
    />
  );
}

/** A longer list is searched, not read. */
const SEARCHED = 10;

/** From a code of the product to an entry of the ledger, row by row. */
function MapField({ path, setting, value, lists, readOnly, onChange }: FieldProps) {
  const list = listOfSetting(nameOfPath(path));
  const rows = Object.entries(objectOf(value));
  const fixed =
    setting.kind === 'map' ? setting.options.map((option) => ({ value: option, label: option })) : [];
  const options = list === undefined ? fixed : entriesOf(lists, list);
  const write = (next: readonly (readonly [string, Json])[]) => onChange(path, Object.fromEntries(next));
  return (
    <FormField label={labelOf(path)} stretch>
      <AttributeEditor
        items={rows}
        empty={text('mappings.empty')}
        addButtonText={text('mappings.add')}
        removeButtonText={text('mappings.remove')}
        disableAddButton={readOnly || rows.some(([code]) => code === '')}
        isItemRemovable={() => !readOnly}
        onAddButtonClick={() => write([...rows, ['', options[0]?.value ?? '']])}
        onRemoveButtonClick={({ detail }) => write(rows.filter((_row, index) => index !== detail.itemIndex))}
        definition={[
          {
            label: text('mappings.code'),
            control: ([code], index) => (
              <Input
                value={code}
                readOnly={readOnly}
                ariaLabel={text('mappings.code')}
                onChange={({ detail }) =>
                  write(rows.map((row, each) => (each === index ? [detail.value, row[1]] : row)))
                }
              />
            ),
          },
          {
            label: text('mappings.entry'),
            control: ([, id], index) =>
              options.length === 0 ? (
                <Input
                  value={typeof id === 'string' ? id : ''}
                  readOnly={readOnly}
                  ariaLabel={text('mappings.entry')}
                  onChange={({ detail }) =>
                    write(rows.map((row, each) => (each === index ? [row[0], detail.value] : row)))
                  }
                />
              ) : (
                <Choice
                  options={options}
                  value={typeof id === 'string' ? id : ''}
                  readOnly={readOnly}
                  onChange={(next = '') =>
                    write(rows.map((row, each) => (each === index ? [row[0], next] : row)))
                  }
                />
              ),
          },
        ]}
      />
    </FormField>
  );
}
