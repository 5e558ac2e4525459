// Views: filters under a name. Some are there from the start, others a person keeps in this browser.
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Modal from '@cloudscape-design/components/modal';
import { useState } from 'react';
import { SaidField } from '../parts/said-field.tsx';
import { text, textOf } from '../texts/text.ts';

interface ViewsProps {
  /** The filter that is shown now. */
  readonly line: string;
  readonly onChoose: (line: string) => void;
}

const GIVEN = ['failed', 'uncertain', 'action_needed', 'waiting', 'synced'] as const;
const KEY = 'ledgerlane.views';
const SAVE = 'save';
const FORGET = 'forget';

export function Views({ line, onChoose }: ViewsProps) {
  const [kept, setKept] = useState(readViews);
  const [isNaming, setNaming] = useState(false);
  const change = (views: Views) => {
    localStorage.setItem(KEY, JSON.stringify(views));
    setKept(views);
  };
  const current = Object.entries(kept).find(([, known]) => known === line)?.[0];
  const choose = (id: string) => {
    if (id === SAVE) return setNaming(true);
    if (id === FORGET)
      return change(Object.fromEntries(Object.entries(kept).filter(([name]) => name !== current)));
    return onChoose(id.slice('view '.length));
  };
  return (
    <>
      <ButtonDropdown
        onItemClick={({ detail }) => choose(detail.id)}
        items={[
          {
            text: text('views.given'),
            items: [
              ...GIVEN.map((state) => ({ id: `view state:${state}`, text: textOf('state', state) })),
              { id: 'view ', text: text('views.all') },
            ],
          },
          {
            text: text('views.kept'),
            items: [
              ...Object.entries(kept).map(([name, known]) => ({ id: `view ${known}`, text: name })),
              { id: SAVE, text: text('views.save') },
              ...(current === undefined
                ? []
                : [{ id: FORGET, text: text('views.forget', { name: current }) }]),
            ],
          },
        ]}
      >
        {current ?? text('views.title')}
      </ButtonDropdown>
      <NameView
        visible={isNaming}
        onDismiss={() => setNaming(false)}
        onSave={(name) => change({ ...kept, [name]: line })}
      />
    </>
  );
}

type Views = Readonly<Record<string, string>>;

function readViews(): Views {
  try {
    const read: (content: string) => Views | null = JSON.parse;
    return read(localStorage.getItem(KEY) ?? '{}') ?? {};
  } catch {
    return {}; // what is not readable is not worth keeping
  }
}

interface NameProps {
  readonly visible: boolean;
  readonly onDismiss: () => void;
  readonly onSave: (name: string) => void;
}

function NameView({ visible, onDismiss, onSave }: NameProps) {
  const [name, setName] = useState('');
  const save = () => {
    onSave(name.trim());
    setName('');
    onDismiss();
  };
  return (
    <Modal
      visible={visible}
      onDismiss={onDismiss}
      header={text('views.save')}
      closeAriaLabel={text('shell.dismiss')}
      footer={
        <Button variant="primary" disabled={name.trim() === ''} onClick={save}>
          {text('views.save_now')}
        </Button>
      }
    >
      {visible ? (
        <SaidField label={text('views.name')} value={name} onChange={setName} onEnter={save} />
      ) : null}
    </Modal>
  );
}
