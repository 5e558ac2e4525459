// The lane of a source's log, which is of all accounts: no account has this name.

export const LOG = 'log';
