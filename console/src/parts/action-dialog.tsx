// Before something is done: what would happen, what it needs from the person, and only then the button.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { type Action, useAct } from '../data/act.ts';
import type { ShownRecord } from '../data/shapes.ts';
import { useNotices } from '../shell/notices.tsx';
import { text, textOf } from '../texts/text.ts';
import type { Offered } from './actions.ts';
import { nameOf } from './names.ts';
import { PlanView } from './plan-view.tsx';
import { SaidField, useFocus } from './said-field.tsx';

interface DialogProps {
  readonly connection: string;
  readonly record: ShownRecord;
  readonly offered: Offered;
  readonly onDismiss: () => void;
}

/** What each needs to be told; what keeps a record out of the books says why. */
const NEEDS: Readonly<Partial<Record<Action, 'reason' | 'document'>>> = {
  skip: 'reason',
  unsync: 'reason',
  unlink: 'reason',
  keep: 'reason',
  adopt: 'document',
};
const OPTIONAL: readonly Action[] = ['unsync', 'keep'];

export function ActionDialog({ connection, record, offered, onDismiss }: DialogProps) {
  const { action, plan, blocked } = offered;
  const [said, setSaid] = useState('');
  const act = useAct(connection);
  const { tell } = useNotices();
  const need = NEEDS[action];
  const isMissing = need !== undefined && said.trim() === '' && !OPTIONAL.includes(action);
  const button = useRef<ButtonProps.Ref>(null);
  const confirm = () => {
    if (blocked !== undefined || act.isPending) return;
    const { kind, id } = record;
    const words = need === undefined || said.trim() === '' ? {} : { [need]: said.trim() };
    const done = () => {
      tell('success', text('act.done', { action: textOf('action', action), record: nameOf(record) }));
      onDismiss();
    };
    act.mutate({ kind, id, action, words }, { onSuccess: done });
  };
  return (
    <Modal
      visible
      onDismiss={onDismiss}
      closeAriaLabel={text('shell.dismiss')}
      header={text('act.title', { action: textOf('action', action), record: nameOf(record) })}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              {text('act.cancel')}
            </Button>
            <Button
              ref={button}
              variant="primary"
              loading={act.isPending}
              disabled={blocked !== undefined || isMissing}
              onClick={confirm}
            >
              {textOf('action', action)}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>{textOf('action.says', action)}</Box>
        {blocked === undefined ? null : <Alert type="warning">{blocked}</Alert>}
        {plan?.plan === undefined ? null : <PlanView connection={connection} plan={plan.plan} />}
        {need === undefined ? (
          <Ready button={button} />
        ) : (
          <SaidField
            label={textOf('act', need)}
            description={textOf('act', `${need}_says`)}
            error={act.error?.message}
            value={said}
            onChange={setSaid}
            onEnter={confirm}
          />
        )}
        {need === undefined && act.error !== null ? <Alert type="error">{act.error.message}</Alert> : null}
      </SpaceBetween>
    </Modal>
  );
}

/** Where nothing has to be said, Enter is the button. */
function Ready({ button }: { readonly button: { readonly current: ButtonProps.Ref | null } }) {
  useFocus(button);
  return null;
}
