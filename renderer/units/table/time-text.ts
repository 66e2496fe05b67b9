import { type TimeColumn, timeAt, timeOf } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { remembered } from '../../ui/remembered.ts';
import type { Strings } from '../../ui/strings/en.ts';
import { createTimes, isAge } from '../../ui/time.ts';

const minute = 60_000;

/** Creates the texts of the times of units for a language, told in one way wherever they stand. */
export function createTimeText(locale: string, labels: Strings['units']['labels']['times']) {
  const times = createTimes(locale);
  // Dates are shown to the minute, so most events share a few texts.
  const minutes = remembered((number: number) => times.dateTime(number * minute));
  const minuteOf = (at: number): string => minutes(Math.floor(at / minute));
  return {
    /** A time of the last day as an age, one before as date and time; empty if there is none. @param now ms since 1970 */
    when(unit: Unit, column: TimeColumn, now: number): string {
      const time = timeOf(unit, column);
      if (time === null) return '';
      const { at, seenHere } = time;
      const isRecent = isAge(at, now);
      if (seenHere && isRecent && now - at < minute) return labels.justNow;
      const text = isRecent ? times.ago(at, now, 'short') : minuteOf(at);
      return seenHere ? `${labels.atLeast} ${text}` : text;
    },
    /** A time as date and time; empty if there is none. */
    dateTime(unit: Unit, column: TimeColumn): string {
      const at = timeAt(unit, column);
      return at === null ? '' : minuteOf(at);
    },
    /** A time with weekday and zone, and what has to be said of how it is known; empty if there is none. */
    exactTime(unit: Unit, column: TimeColumn): string {
      const time = timeOf(unit, column);
      if (time === null) return '';
      const exact = times.moment(time.at);
      if (time.seenHere) return `${exact}. ${labels.seenHere}`;
      return time.zoneAssumed ? `${exact} ${labels.zoneAssumed}` : exact;
    },
  };
}
