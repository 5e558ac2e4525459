// Multipart bodies: their parts with name, type and bytes. In such a body each character stands for one byte.

/** One part of a body. */
export interface Part {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  /** One character for each byte. */
  readonly bytes: string;
}

/** The parts of a body; undefined when its content type is not multipart or names no boundary. */
export const partsOf = (contentType: string | undefined, body: string): readonly Part[] | undefined => {
  const boundary = /^multipart\/[\w-]+\s*;.*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1);
  return pieces.flatMap((piece) => partOf(piece) ?? []);
};

// The last piece is the two hyphens that close the body.
const partOf = (piece: string): Part | undefined => {
  const end = piece.indexOf('\r\n\r\n');
  if (end < 0 || piece.startsWith('--')) return undefined;
  const headers = piece.slice(0, end);
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? '';
  const name = /[;\s]name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) return undefined;
  return {
    name,
    fileName: textOf(/[;\s]filename="([^"]*)"/i.exec(disposition)?.[1]),
    contentType: /^content-type:\s*([^\r\n]+)/im.exec(headers)?.[1]?.trim(),
    bytes: piece.slice(end + 4),
  };
};

/** The text that bytes spell in UTF-8. */
export const textOf = <T extends string | undefined>(bytes: T): T | string =>
  bytes === undefined ? bytes : new TextDecoder().decode(bytesOf(bytes));

/** The bytes that characters stand for. */
export const bytesOf = (characters: string): Uint8Array =>
  Uint8Array.from(characters, (character) => character.charCodeAt(0));
