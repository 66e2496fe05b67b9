import { timeOf } from '../../electron/contract/unit-times.ts';
import type { Unit } from '../../electron/contract/units.ts';
import type { Translate } from '../ui/i18n.ts';
import { lengthText } from '../ui/length-text.ts';

const [minute, day] = [60_000, 86_400_000];

/**
 * For how long a unit is out of service, in words that are read at a distance: "3 h 12 min", "2 days". Empty if nothing is known.
 * @param now ms since 1970
 */
export function outageLength(unit: Unit, now: number, t: Translate): string {
  const time = timeOf(unit, 'outSince');
  if (time === null) return '';
  const ms = now - time.at;
  if (ms < minute) return t('wall.justNow');
  const length = lengthText(ms, t, ms < day ? 2 : 1);
  return time.seenHere ? t('length.atLeast', { length }) : length;
}
