import type { Opening } from './chapter.ts';
import { absent, isOutCode, isUpCode } from './condition-codes.ts';

/** What each unit is now, by its number. */
export type UnitStates = ReturnType<typeof createUnitStates>;

/** @param opening what they were when the chapter began that is being written */
export function createUnitStates(opening?: Opening) {
  let codes = new Uint8Array(Math.max(1_024, opening?.codes.length ?? 0));
  let times = new Float64Array(codes.length);
  codes.set(opening?.codes ?? []);
  const outSince = new Map(opening?.outSince);
  let count = opening?.codes.length ?? 0;

  function grow(unit: number): void {
    const length = Math.max(unit + 1, codes.length * 2);
    const [oldCodes, oldTimes] = [codes, times];
    codes = new Uint8Array(length);
    times = new Float64Array(length);
    codes.set(oldCodes);
    times.set(oldTimes);
  }

  return {
    /** How many units there are at least, by the numbers of those that were told of. */
    count: () => count,
    codeOf: (unit: number): number => codes[unit] ?? absent,
    /** When its last change was that this chapter has, ms since 1970. */
    changedAt: (unit: number): number => times[unit] ?? 0,
    set(unit: number, at: number, code: number): void {
      if (unit >= codes.length) grow(unit);
      count = Math.max(count, unit + 1);
      codes[unit] = code;
      times[unit] = at;
      const condition = code & 7;
      // An outage goes on while nobody looks, or knows.
      if (isUpCode(condition) || condition === absent) outSince.delete(unit);
      else if (isOutCode(condition) && !outSince.has(unit)) outSince.set(unit, at);
    },
    /** Nothing has happened after this, ms since 1970. */
    cut(to: number): void {
      times = times.map((time) => Math.min(time, to));
      for (const [unit, since] of outSince) outSince.set(unit, Math.min(since, to));
    },
    /** A copy. @param count how many units are known */
    opening: (count: number): Opening => ({ codes: codes.slice(0, count), outSince: new Map(outSince) }),
  };
}
