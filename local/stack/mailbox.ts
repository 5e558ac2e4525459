// The mailbox: what the topics would send to people, one line each, in a file that can be read while the system runs.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

export const MAILBOX_FILE = 'mailbox.txt';

/** Gives a message of a topic to whoever would have subscribed to it. */
export const openMailbox =
  (dataDir: string) =>
  (topic: string, message: string): void =>
    appendFileSync(
      join(dataDir, MAILBOX_FILE),
      `${new Date().toISOString()} ${nameOf(topic)}: ${textOf(message)}\n`,
    );

/** `Ledgerlane-NewsE995708C` is `News` in infra/: the stack before it and the hash behind it are CloudFormation's. */
const nameOf = (topic: string): string => topic.replace(/^[^-]*-/, '').replace(/[0-9A-F]{8}$/, '');

/** A text comes as JSON, in quotes: an e-mail program shows them, a reader of a file need not. */
const textOf = (message: string): string => {
  try {
    const read: unknown = JSON.parse(message);
    return typeof read === 'string' ? read : message;
  } catch {
    return message;
  }
};
