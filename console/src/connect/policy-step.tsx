// The policy of a new connection: the mappings from the product's codes to what the company has, and behind them every setting.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Editor } from '../policy/editor.tsx';
import { type Draft, useLists } from '../policy/use-policy.ts';
import { when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

export function PolicyStep({ connection, draft }: { readonly connection: string; readonly draft: Draft }) {
  const lists = useLists(connection).data;
  const preset = draft.saved.data?.preset;
  return (
    <SpaceBetween size="l">
      <Box>
        {preset === undefined
          ? text('policy.none_yet')
          : text('setup.from_preset', { preset: textOf('preset', preset) })}
      </Box>
      {lists?.readAt === undefined ? (
        <Alert type="info">{text('mappings.reading')}</Alert>
      ) : (
        <Box color="text-body-secondary">{text('mappings.read', { at: when(lists.readAt) })}</Box>
      )}
      <Editor connection={connection} draft={draft} part="mappings" isBare />
      <ExpandableSection headerText={text('setup.all_settings')}>
        <Editor connection={connection} draft={draft} part="settings" isBare />
      </ExpandableSection>
    </SpaceBetween>
  );
}
