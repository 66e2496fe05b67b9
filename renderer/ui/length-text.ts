import { type LengthPart, lengthParts } from '../../electron/contract/length-parts.ts';
import type { Translate } from './i18n.ts';

/**
 * A length of time in its two largest units, rounded down: "2 days 3 h". The smaller one is left out where it is 0, and
 * seconds beside minutes. Never negative, because clocks differ.
 * @param most 1 where there is little room
 */
export function lengthText(ms: number, t: Translate, most: 1 | 2 = 2): string {
  if (ms < 1_000) return t('length.moment');
  const parts = lengthParts(ms, most);
  return textOf(
    parts.filter(({ unit, count }, place) => place === 0 || (count > 0 && unit !== 'seconds')),
    t,
  );
}

/** One that is counted on the screen, always in `most` units, so that its text keeps its shape: "3 min 0 s". */
export function countedLength(ms: number, t: Translate, most: 1 | 2 = 2): string {
  return textOf(lengthParts(Math.max(0, ms), most), t);
}

function textOf(parts: readonly LengthPart[], t: Translate): string {
  return parts.map(({ unit, count }) => t(`length.${unit}`, { count })).join(' ');
}
