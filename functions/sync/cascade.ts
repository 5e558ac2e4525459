// Cascade: what has to leave the books first is told so, record by record; each leaves by itself, with a health of its own.
import type { Decision } from '../../shared/core/decisions.ts';
import type { Link } from '../../shared/core/links.ts';
import { keyText, parseKeyText } from '../../shared/core/records.ts';
import { hasLeft, withWish } from '../../shared/core/wishes.ts';
import type { Lane } from './lane.ts';
import { saveLink } from './save-link.ts';

/**
 * Sets the wish on each record, and answers whether the first has left already: then there is nothing to wait for. A
 * crash on the way loses nothing: the asking record is looked at again, and a wish that stands is due by itself.
 */
export async function letLeave(
  lane: Lane,
  { key }: Link,
  { keys, how }: Extract<Decision, { type: 'cascade' }>,
): Promise<boolean> {
  const { links, lanes, clock } = lane.host;
  const others = keys.flatMap((text) => {
    const parsed = parseKeyText(text);
    return parsed === undefined ? [] : [{ connection: key.connection, ...parsed }];
  });
  const [first] = others;
  if (first === undefined) return true;
  // Before the wish: whoever fulfils it must find that somebody waits.
  const awaited = await links.markAwaited(first, lane.name);
  const saves = (await links.read(others)).map((other) =>
    saveLink(lane, other, (current) => {
      const next = withWish(current, { by: keyText(key), how }, clock.now());
      return next === undefined ? undefined : { link: next };
    }),
  );
  // One that was told before and could not leave is not asked again and again: its own problem says what it needs.
  const told = (await Promise.all(saves)).flatMap((saved) => (saved === undefined ? [] : [saved.link.key]));
  if (told.length > 0)
    await lanes.send(
      lane.name,
      told.map((each) => ({ at: 'record', key: each })),
    );
  return hasLeft(awaited);
}
