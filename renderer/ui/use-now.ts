import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createTimes, formatLocale } from './time.ts';

/**
 * The current time in ms since 1970, updated every `interval` ms. Somebody may set this clock, so compare it only with
 * times from a service or an earlier run.
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
 * The time left until `endsAt` (ms since 1970, compared with the clock once), in ms, updated every `interval` ms.
 * Setting the system clock does not change it; time asleep may not count.
 */
export function useTimeLeft(endsAt: number, interval: number): number {
  useNow(interval);
  const end = useMemo(() => performance.now() + endsAt - Date.now(), [endsAt]);
  return end - performance.now();
}

/**
 * The age of `at` (ms since 1970), in ms, updated every `interval` ms. It is never less than the time since `at` was
 * first seen, even if the system clock is set back: old data must not look current.
 */
export function useAge(at: number, interval: number): number {
  useNow(interval);
  const start = useMemo(() => performance.now() - (Date.now() - at), [at]);
  return Math.max(performance.now() - start, Date.now() - at);
}

/** The time formats for the window's language. */
export function useTimes(): ReturnType<typeof createTimes> {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => createTimes(formatLocale(language, navigator.languages)), [language]);
}
