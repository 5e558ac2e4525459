// What can be done about the selected rows: one by one with its plan, several as a bulk.
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type Action, ACTIONS } from '../data/act.ts';
import type { ShownRecord } from '../data/shapes.ts';
import type { Offered } from '../parts/actions.ts';
import { text, textOf } from '../texts/text.ts';

interface RowActionsProps {
  readonly selected: readonly ShownRecord[];
  /** Of the one selected record. */
  readonly offered: readonly Offered[] | undefined;
  readonly may: boolean;
  readonly onAction: (action: Action) => void;
}

/** What is offered for several records at once. */
export const BULK: readonly Action[] = ['retry', 'skip', 'sync', 'unsync'];

export function RowActions({ selected, offered, may, onAction }: RowActionsProps) {
  const why = (action: Action) => whyNot(action, { selected, offered, may });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button {...greyed(why('retry'))} onClick={() => onAction('retry')}>
        {textOf('action', 'retry')}
      </Button>
      <ButtonDropdown
        onItemClick={({ detail }) => {
          const action = ACTIONS.find((each) => each === detail.id);
          if (action !== undefined) onAction(action);
        }}
        items={ACTIONS.filter((action) => action !== 'retry').map((action) => ({
          id: action,
          text: textOf('action', action),
          ...greyed(why(action)),
        }))}
      >
        {text('records.actions')}
      </ButtonDropdown>
    </SpaceBetween>
  );
}

const greyed = (why: string | undefined) =>
  why === undefined ? {} : { disabled: true, disabledReason: why };

interface Given {
  readonly selected: readonly ShownRecord[];
  readonly offered: readonly Offered[] | undefined;
  readonly may: boolean;
}

/** Why an action is not to be had now; undefined: it is. */
export function whyNot(action: Action, { selected, offered, may }: Given): string | undefined {
  if (!may) return text('session.viewer');
  if (selected.length === 0) return text('records.select_first');
  if (selected.length > 1) return BULK.includes(action) ? undefined : text('records.one_only');
  if (offered === undefined) return text('records.asking');
  return offered.find((each) => each.action === action)?.blocked;
}
