import { useEffect, useMemo, useState } from 'react';

/**
 * The current time in ms since 1970, renewed every `interval` ms. It is the time of day, which somebody may set: only what
 * a service or an earlier run has dated is compared with it.
 */
export function useNow(interval: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}

/**
 * How long it is until `endsAt` (ms since 1970, first seen now), in ms, renewed every `interval` ms. Whoever sets the time of
 * day meanwhile changes nothing of that; the sleep of the computer may not count.
 */
export function useTimeLeft(endsAt: number, interval: number): number {
  useNow(interval);
  const end = useMemo(() => performance.now() + endsAt - Date.now(), [endsAt]);
  return end - performance.now();
}

/**
 * How long ago `at` is (ms since 1970), in ms, renewed every `interval` ms: never less than has passed since it was first seen,
 * whatever the time of day is set to. What is older than it looks would be taken for what is now.
 */
export function useAge(at: number, interval: number): number {
  useNow(interval);
  const start = useMemo(() => performance.now() - (Date.now() - at), [at]);
  return Math.max(performance.now() - start, Date.now() - at);
}
