// Entering the key of a ledger that is opened by one: proved by opening the company with it, and never shown again.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, api, must, wordsOf } from '../data/ask.ts';
import { noteAction } from '../data/recent.ts';
import type { Connection } from '../data/shapes.ts';
import { useMay } from '../session/session.tsx';
import { useNotices } from '../shell/notices.tsx';
import { isKey, text, textOf } from '../texts/text.ts';

export function KeyEntry({ connection: { id, ledger, company } }: { readonly connection: Connection }) {
  const may = useMay('admin');
  const [key, setKey] = useState('');
  const client = useQueryClient();
  const { fail } = useNotices();
  const params = { path: { connection: id } };
  const enter = useMutation({
    mutationFn: () => must(api.POST('/v1/connections/{connection}/key', { params, body: { key } })),
    onSuccess: () => {
      setKey('');
      noteAction();
      return client.invalidateQueries();
    },
  });
  const where = useMutation({
    mutationFn: () => must(api.POST('/v1/connections/{connection}/connect', { params })),
    onSuccess: ({ start_url: address }) => window.open(address, '_blank', 'noopener,noreferrer'),
    onError: fail,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <SpaceBetween size="m">
        <Box>
          {company === undefined ? text('key.first', { ledger }) : text('key.same', { ledger, company })}
        </Box>
        <Button
          formAction="none"
          iconName="external"
          loading={where.isPending}
          disabled={!may}
          onClick={() => where.mutate()}
        >
          {text('key.where', { ledger })}
        </Button>
        <FormField label={text('key.key')} description={text('key.says')}>
          <Input
            value={key}
            // Not kept by the browser, and not readable over somebody's shoulder.
            type="password"
            autoComplete={false}
            disabled={!may}
            onChange={({ detail }) => setKey(detail.value)}
          />
        </FormField>
        <Button
          variant="primary"
          loading={enter.isPending}
          disabled={!may || key.trim() === ''}
          disabledReason={text(may ? 'key.empty' : 'session.admin_only')}
        >
          {text('key.enter')}
        </Button>
        {enter.error === null ? null : <Refused error={enter.error} company={company} />}
        {enter.isSuccess ? (
          <Alert type="success" header={text('outcome.page.title.connected')}>
            {text('key.done', { company: enter.data.company ?? '' })}
          </Alert>
        ) : null}
      </SpaceBetween>
    </form>
  );
}

interface RefusedProps {
  readonly error: Error;
  readonly company: string | undefined;
}

/** What stands in the way: the wrong key, the wrong company, a package that allows none. */
function Refused({ error, company = '' }: RefusedProps) {
  const code = error instanceof ApiError ? error.refusal.code : undefined;
  const says = `key.refused_says.${code ?? ''}`;
  return (
    <Alert type="error" header={code === undefined ? text('key.not_entered') : textOf('key.refused', code)}>
      {isKey(says) ? text(says, { company }) : wordsOf(error)}
    </Alert>
  );
}
