// Who is here and what they may do: pages are shown to whoever is signed in, and to nobody else.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { api, must, wordsOf } from '../data/ask.ts';
import { text } from '../texts/text.ts';
import { beginSignIn, finishSignIn, readConfig, RETURN_PATH, type SignInConfig, signOut } from './sign-in.ts';
import { token } from './token.ts';

export type Role = 'viewer' | 'operator' | 'admin';
const RANK: readonly Role[] = ['viewer', 'operator', 'admin'];

export interface Session {
  readonly name: string;
  readonly role: Role;
  readonly signOut: () => void;
}

const Context = createContext<Session>({ name: '', role: 'viewer', signOut: () => undefined });

export const useSession = (): Session => useContext(Context);

/** Whether the person may do what needs a role. */
export function useMay(needed: Role): boolean {
  return RANK.indexOf(useSession().role) >= RANK.indexOf(needed);
}

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [config, setConfig] = useState<SignInConfig>();
  const [fault, setFault] = useState<unknown>();
  useEffect(() => {
    // The issuer's answer is good once: a second effect of the same page must not redeem it again.
    started ??= start();
    started.then(setConfig, setFault);
  }, []);
  if (fault !== undefined) return <Failed fault={fault} />;
  if (config === undefined) return <Waiting />;
  return <SignedIn config={config}>{children}</SignedIn>;
}

let started: Promise<SignInConfig> | undefined;

async function start(): Promise<SignInConfig> {
  const config = await readConfig();
  if (location.pathname === RETURN_PATH) history.replaceState(null, '', await finishSignIn(config));
  if (token() !== undefined) return config;
  await beginSignIn(config);
  return await new Promise(() => undefined); // the browser is on its way to the issuer
}

function SignedIn({ config, children }: { readonly config: SignInConfig; readonly children: ReactNode }) {
  const me = useQuery({ queryKey: ['me'], queryFn: () => must(api.GET('/v1/me')) });
  const session = useMemo(
    () => me.data && { ...me.data, signOut: () => void signOut(config) },
    [me.data, config],
  );
  if (me.error !== null) return <Failed fault={me.error} />;
  if (session === undefined) return <Waiting />;
  return <Context value={session}>{children}</Context>;
}

function Waiting() {
  return (
    <Box textAlign="center" padding="xxxl">
      <Spinner size="large" /> {text('session.signing_in')}
    </Box>
  );
}

function Failed({ fault }: { readonly fault: unknown }) {
  return (
    <Box textAlign="center" padding="xxxl">
      <SpaceBetween size="m">
        <Box variant="h1">{text('session.failed')}</Box>
        <Box>{wordsOf(fault)}</Box>
        <Button onClick={() => location.assign('/')}>{text('session.again')}</Button>
      </SpaceBetween>
    </Box>
  );
}
