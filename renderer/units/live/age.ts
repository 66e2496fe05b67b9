import type { Translate } from '../../ui/i18n.ts';

/** The units of an age and their lengths in ms. */
const units = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const;

/** A duration in its largest unit: "12 s", "3 min". Never negative: clocks differ. */
export function ageText(ms: number, t: Translate): string {
  const age = Math.max(0, ms);
  const [unit, length] = units.find(([, least]) => age >= least) ?? units[3];
  return t(`fleet.live.age.${unit}`, { count: Math.floor(age / length) });
}
