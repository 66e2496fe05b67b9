import { timeOf } from '../../electron/contract/unit-times.ts';
import type { Unit } from '../../electron/contract/units.ts';
import type { Translate } from '../ui/i18n.ts';

const [minute, hour, day] = [60, 3_600, 86_400];

/** An age that is counted on the screen, in two units: "3 min 12 s". Never negative: clocks differ. @param ms its length */
export function countedAge(ms: number, t: Translate): string {
  const all = Math.floor(Math.max(0, ms) / 1_000);
  if (all < minute) return t('wall.age.seconds', { seconds: all });
  if (all < hour) return t('wall.age.minutes', { minutes: Math.floor(all / minute), seconds: all % minute });
  const minutes = Math.floor(all / minute) % 60;
  if (all < day) return t('wall.age.hours', { hours: Math.floor(all / hour), minutes });
  return t('wall.age.days', { days: Math.floor(all / day), hours: Math.floor(all / hour) % 24 });
}

/**
 * For how long a unit is out of service, in words that are read at a distance: "3 h 12 min", "2 days". Empty if nothing is known.
 * @param now ms since 1970
 */
export function outageLength(unit: Unit, now: number, t: Translate): string {
  const time = timeOf(unit, 'outSince');
  if (time === null) return '';
  const all = Math.floor(Math.max(0, now - time.at) / 1_000);
  if (all < minute) return t('wall.length.now');
  const length = lengthText(all, t);
  return time.seenHere ? t('wall.length.atLeast', { length }) : length;
}

function lengthText(all: number, t: Translate): string {
  const minutes = Math.floor(all / minute) % 60;
  if (all < hour) return t('wall.length.minutes', { minutes });
  if (all < day) return t('wall.age.hours', { hours: Math.floor(all / hour), minutes });
  return t('wall.length.days', { count: Math.floor(all / day) });
}
