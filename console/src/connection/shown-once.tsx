// A secret that is shown this once, with the button that copies it: after the page is left nobody can show it again.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { text } from '../texts/text.ts';

interface ShownOnceProps {
  readonly header: string;
  readonly secret: string;
}

export function ShownOnce({ header, secret }: ShownOnceProps) {
  return (
    <Alert type="success" header={header}>
      <SpaceBetween size="xs">
        <Box>{text('keys.once')}</Box>
        <div className="secret" data-secret>
          <Box variant="code">{secret}</Box>
        </div>
        <CopyToClipboard
          variant="button"
          copyButtonText={text('keys.copy')}
          copySuccessText={text('keys.copied')}
          copyErrorText={text('keys.not_copied')}
          textToCopy={secret}
        />
      </SpaceBetween>
    </Alert>
  );
}
