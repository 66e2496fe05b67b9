import type { LiveState } from '../../contract/live.ts';
import type { Stretch } from './observed-times.ts';

/** Two lists that are no further apart are taken for looking all the time between them, ms. */
const longestGap = 120_000;
/** A line may have been dead this long before anybody notices, ms; see `serverTimeout` of the live updates. */
const deadFor = 30_000;
/** A beat that comes later than this shows that the computer has slept, ms. */
const longestBeat = 90_000;

/**
 * Knows when somebody looked: while the live updates reach every unit of the list, and between two lists that followed
 * each other soon. Times are ms since 1970.
 * @param onLook told of each stretch in parts that follow each other, when they are certain
 */
export function createLookout(now: () => number, onLook: (from: number, to: number) => void) {
  /** Up to when it has been told that somebody looked; undefined while nobody does. */
  let told: number | undefined;
  let lastBeat = 0;
  let isFollowing = false;
  /** When the units were last known: by the last list, or until the live updates ended. */
  let lastKnown = Number.NEGATIVE_INFINITY;
  /** Since when nobody knows a unit that was seen first of all then: a list is as old as its beginning. */
  let knownFrom = Number.NEGATIVE_INFINITY;
  /** When the last list began. */
  let begun = Number.NEGATIVE_INFINITY;

  function look(from: number, to: number): void {
    if (to > from) onLook(from, to);
  }

  /** Whether the last beat is so long ago that the computer has slept since. */
  const sleptAt = (time: number) => time - lastBeat > longestBeat;

  /** What is not certain yet is told by the next beat: the line may be dead. */
  function beat(): void {
    if (told === undefined) return;
    const time = now();
    const hasSlept = sleptAt(time);
    // A clock that was set back: what was told before is told, and goes on from its present time.
    const isBack = time < lastBeat;
    const sure = hasSlept || isBack ? lastBeat : Math.max(time - deadFor, told);
    look(told, sure);
    told = hasSlept || isBack ? time : sure;
    lastBeat = time;
  }

  function stop(isLost: boolean): void {
    if (told === undefined) return;
    beat();
    const sure = isLost ? Math.max(now() - deadFor, told) : now();
    look(told, sure);
    lastKnown = sure;
    knownFrom = sure;
    told = undefined;
  }

  return {
    /** To be called after each change of the live updates. */
    check({ phase, cover }: Pick<LiveState, 'phase' | 'cover'>): void {
      isFollowing = phase === 'live' && cover === null;
      if (!isFollowing) stop(phase === 'reconnecting' || phase === 'connecting');
      else if (told === undefined) {
        told = now();
        lastBeat = told;
      }
    },
    /** To be called once a minute at least. */
    beat,
    /**
     * For how long nobody may have known a unit, as far as that counts as looking; 0 while somebody looks, or where it does
     * not count. A unit of the first page may have changed while the rest of its list was read.
     */
    gap(): number {
      const gap = now() - lastKnown;
      return isFollowing || gap > longestGap || gap < 0 ? 0 : now() - knownFrom;
    },
    /** A list begins. */
    begins(): void {
      begun = now();
    },
    /** A list has come to its end; `isWhole`, it has every unit. */
    listed(isWhole: boolean): void {
      const time = now();
      if (isFollowing || !isWhole) return;
      if (time - lastKnown <= longestGap) look(lastKnown, time);
      lastKnown = time;
      knownFrom = begun;
    },
    /** Whether somebody looks at this moment. */
    isLooking: () => isFollowing,
    /** What has not been told yet, as somebody looks at this moment: after a sleep up to the last beat, as the next one tells. */
    untold(): Stretch | undefined {
      const time = now();
      return told === undefined ? undefined : { from: told, to: sleptAt(time) ? lastBeat : time };
    },
    /** Nobody looks at these units any more. */
    end(): void {
      stop(false);
      isFollowing = false;
      lastKnown = Number.NEGATIVE_INFINITY;
      knownFrom = Number.NEGATIVE_INFINITY;
    },
  };
}
