// Help: every key that does something, in one dialogue.
import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import { text, textOf } from '../texts/text.ts';

const KEYS = ['j', 'k', 'x', 'Enter', 'r', 's', 'u', 'g', '/', '?'] as const;

export function Help({ visible, onDismiss }: { readonly visible: boolean; readonly onDismiss: () => void }) {
  return (
    <Modal
      visible={visible}
      onDismiss={onDismiss}
      header={text('help.title')}
      closeAriaLabel={text('shell.dismiss')}
    >
      <KeyValuePairs
        columns={2}
        items={KEYS.map((key) => ({ label: key, value: <Box>{textOf('help.key', key)}</Box> }))}
      />
    </Modal>
  );
}
