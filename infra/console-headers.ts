// The headers of everything the console is made of: the strictest policy under which its pages still work.

/** `connect` names where pages may send requests beside their own origin: the issuer of the tokens. */
export const contentPolicy = (connect: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // The component library sets sizes and places through the elements' own properties, which is no inline style, and the
    // fonts in its sheets are made files (vite.config.ts): nothing needs an exception. The browser tests listen for violations.
    "style-src 'self'",
    "img-src 'self' data:", // icons inside style sheets
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');

/** Two years, what preload lists ask for. */
export const HSTS_SECONDS = 63_072_000;

/** Files whose names change with their content; everything else is asked for anew each time. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';
export const ASKED_ANEW = 'no-cache';
