// What the local issuer gave out and waits for: codes that are good once, for a minute, and refresh tokens that are good once.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { User } from './users.ts';

export type Asked = {
  readonly user: User;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
};
export type Granted = { readonly user: User; readonly nonce?: string | undefined };

export type Codes = {
  readonly give: (asked: Asked) => string;
  /** The grant of a code, if it comes with its address and with the verifier of its challenge (PKCE, S256). */
  readonly take: (code: string, redirectUri: string, verifier: string) => Granted | undefined;
  /** A refresh token for a user. */
  readonly remember: (user: User) => string;
  readonly refresh: (token: string) => Granted | undefined;
};

const CODE_MS = 60_000;

export const openCodes = (now: () => number = Date.now): Codes => {
  const codes = new Map<string, Asked & { readonly until: number }>();
  const refreshes = new Map<string, User>();
  return {
    give: (asked) => {
      const code = randomBytes(24).toString('hex');
      codes.set(code, { ...asked, until: now() + CODE_MS });
      return code;
    },
    take: (code, redirectUri, verifier) => {
      const asked = codes.get(code);
      codes.delete(code); // whatever happens next, it was used
      if (asked === undefined || asked.until < now() || asked.redirectUri !== redirectUri) return undefined;
      return isVerified(asked.challenge, verifier) ? { user: asked.user, nonce: asked.nonce } : undefined;
    },
    remember: (user) => {
      const token = randomBytes(32).toString('hex');
      refreshes.set(token, user);
      return token;
    },
    refresh: (token) => {
      const user = refreshes.get(token);
      refreshes.delete(token);
      return user && { user };
    },
  };
};

const isVerified = (challenge: string, verifier: string): boolean => {
  const made = Buffer.from(createHash('sha256').update(verifier).digest('base64url'));
  const wanted = Buffer.from(challenge);
  return made.length === wanted.length && timingSafeEqual(made, wanted);
};
