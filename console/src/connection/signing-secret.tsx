// Signing secrets, for a product that signs its events instead of sending a key: made, shown once, the older one retired.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, must } from '../data/ask.ts';
import { useMay } from '../session/session.tsx';
import { useNotices } from '../shell/notices.tsx';
import { text } from '../texts/text.ts';
import { ShownOnce } from './shown-once.tsx';

const AT = '/v1/connections/{connection}/signing-secret';

export function SigningSecret({ connection }: { readonly connection: string }) {
  const may = useMay('admin');
  const client = useQueryClient();
  const { fail } = useNotices();
  const params = { path: { connection } };
  const queryKey = ['signing-secret', connection];
  const onSuccess = () => client.invalidateQueries({ queryKey });
  const { data } = useQuery({ queryKey, queryFn: () => must(api.GET(AT, { params })) });
  const make = useMutation({
    mutationFn: () => must(api.POST(AT, { params })),
    onSuccess,
    onError: fail,
    gcTime: 0,
  });
  const retire = useMutation({
    mutationFn: () => must(api.DELETE(AT, { params })),
    onSuccess,
    onError: fail,
  });
  const live = data?.live ?? 0;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={text('secret.says')}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {live > 1 ? (
                <Button disabled={!may} loading={retire.isPending} onClick={() => retire.mutate()}>
                  {text('secret.retire')}
                </Button>
              ) : null}
              <Button
                disabled={!may}
                disabledReason={text('session.admin_only')}
                loading={make.isPending}
                onClick={() => make.mutate()}
              >
                {text(live === 0 ? 'secret.make' : 'secret.rotate')}
              </Button>
            </SpaceBetween>
          }
        >
          {text('secret.title')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Box>{text(live === 0 ? 'secret.none' : live === 1 ? 'secret.one' : 'secret.two')}</Box>
        {make.data === undefined ? null : <ShownOnce header={text('secret.new')} secret={make.data.secret} />}
      </SpaceBetween>
    </Container>
  );
}
