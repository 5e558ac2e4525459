// A clock for what is shown as a span of time: it goes on also where nothing else changes.
import { useEffect, useState } from 'react';

const EVERY_MS = 10_000;

/** Now, anew every ten seconds. */
export function useTick(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
