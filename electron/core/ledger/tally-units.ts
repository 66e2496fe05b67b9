import type { Chapter } from './chapter.ts';
import { absent } from './condition-codes.ts';
import type { ObservedTimes, Stretch } from './observed-times.ts';
import type { UnitNumbers } from './unit-numbers.ts';
import type { Tally, UnitTally } from './unit-tally.ts';

/** What a question is answered from: everything as it was when it was asked. */
export interface LedgerView {
  /** In the order of their times. */
  readonly chapters: readonly Chapter[];
  readonly units: UnitNumbers;
  readonly observed: ObservedTimes;
  /** The end of what is known, ms since 1970. */
  readonly end: number;
  /** Of a unit, by its id, in order and apart from each other. */
  readonly maintenance: (id: string) => readonly Stretch[];
  /** Lets others have their turn when a step has become long. */
  readonly breath: () => Promise<void> | undefined;
}

/** How long a step may keep the event loop, ms. */
const longestStep = 8;

/** Lets others have their turn when this step has become long. */
export function createBreath(steady: () => number): () => Promise<void> | undefined {
  let begun = steady();
  return () => {
    if (steady() - begun < longestStep) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        begun = steady();
        resolve();
      }),
    );
  };
}

/**
 * Goes through the history of each of these units, in small steps.
 * @param units in ascending order
 * @param from changes before it are not read but for those that tell the state then, ms since 1970
 */
export async function tallyUnits(
  view: LedgerView,
  units: Iterable<number> & { readonly length: number },
  from: number,
  tally: UnitTally,
  onUnit: (unit: number, found: Tally) => void,
): Promise<void> {
  const chapters = chaptersFrom(view.chapters, from).map((chapter) => ({
    from: chapter.from,
    opening: chapter.opening(),
    reader: chapter.reader(units.length === 1),
  }));
  for (const unit of units) {
    const waits = chapters.flatMap(({ reader }) => reader.load(unit) ?? []);
    if (waits.length > 0) await Promise.all(waits);
    tally.reset(view.maintenance(view.units.idOf(unit)));
    for (const { from: start, opening, reader } of chapters) {
      tally.start(start, opening.codes[unit] ?? absent, opening.outSince.get(unit));
      reader.each(unit, tally.change);
    }
    onUnit(unit, tally.finish(view.end));
    const pause = view.breath();
    if (pause) await pause;
  }
}

/** Those that have something of the time from then on. */
function chaptersFrom(chapters: readonly Chapter[], from: number): readonly Chapter[] {
  const first = chapters.findLastIndex((chapter) => chapter.from <= from);
  return chapters.slice(Math.max(first, 0));
}
