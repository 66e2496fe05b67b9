import type { Translate } from './i18n.ts';

/** The units of a length of time and their sizes in ms. */
const units = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const;

/**
 * A length of time in its two largest units, rounded down: "2 days 3 h". The smaller one is left out where it is 0, and
 * seconds beside minutes. Never negative, because clocks differ.
 * @param most 1 where there is little room
 */
export function lengthText(ms: number, t: Translate, most: 1 | 2 = 2): string {
  if (ms < 1_000) return t('length.moment');
  const parts = partsOf(ms, most);
  return textOf(
    parts.filter(({ unit, count }, place) => place === 0 || (count > 0 && unit !== 'seconds')),
    t,
  );
}

/** One that is counted on the screen, always in `most` units, so that its text keeps its shape: "3 min 0 s". */
export function countedLength(ms: number, t: Translate, most: 1 | 2 = 2): string {
  return textOf(partsOf(Math.max(0, ms), most), t);
}

function partsOf(ms: number, most: number) {
  const largest = units.findIndex(([, size]) => ms >= size);
  const shown = largest < 0 ? units.slice(-1) : units.slice(largest, largest + most);
  let rest = ms;
  return shown.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { unit, count };
  });
}

function textOf(parts: ReturnType<typeof partsOf>, t: Translate): string {
  return parts.map(({ unit, count }) => t(`length.${unit}`, { count })).join(' ');
}
