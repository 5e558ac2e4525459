// Asking twice, where something ends by a word.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { text } from '../texts/text.ts';

interface ConfirmProps {
  readonly header: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly isPending: boolean;
  readonly onConfirm: () => void;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

export function ConfirmDialog({ header, action, isPending, onConfirm, onDismiss, children }: ConfirmProps) {
  return (
    <Modal
      visible
      onDismiss={onDismiss}
      closeAriaLabel={text('shell.dismiss')}
      header={header}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              {text('act.cancel')}
            </Button>
            <Button variant="primary" loading={isPending} onClick={onConfirm}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
