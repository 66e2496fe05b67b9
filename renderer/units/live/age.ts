import type { Translate } from '../../ui/i18n.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A duration in its largest unit: "12 s", "3 min". Never negative: clocks differ. */
export function ageText(ms: number, t: Translate): string {
  const age = Math.max(0, ms);
  if (age < minute) return t('fleet.live.age.seconds', { count: Math.floor(age / second) });
  if (age < hour) return t('fleet.live.age.minutes', { count: Math.floor(age / minute) });
  if (age < day) return t('fleet.live.age.hours', { count: Math.floor(age / hour) });
  return t('fleet.live.age.days', { count: Math.floor(age / day) });
}

/** How long ago: "just now" within a second, then "12 s ago". */
export function agoText(ms: number, t: Translate): string {
  return ms < second ? t('fleet.live.now') : t('fleet.live.ago', { age: ageText(ms, t) });
}
