// Wall clock: SnelStart's timestamps carry no zone; they are the local time of the Netherlands.

const LOCAL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `2026-11-20T14:03:11.217`, from milliseconds UTC. In the hour that comes twice in autumn two moments look the same. */
export function wallClock(ms: number): string {
  const millis = String(((ms % 1000) + 1000) % 1000).padStart(3, '0');
  return `${LOCAL.format(ms).replace(' ', 'T')}.${millis}`;
}

/** The local day, `2026-11-20`. */
export function dayOf(ms: number): string {
  return wallClock(ms).slice(0, 10);
}

const DATE = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** The day of a date that a client sent, with or without a time; undefined for a text that is no day. */
export function readDay(text: string): string | undefined {
  const day = DATE.exec(text)?.[1];
  if (day === undefined) return undefined;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
