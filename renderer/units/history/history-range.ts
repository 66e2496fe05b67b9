const hour = 3_600_000;
const day = 24 * hour;

/** The periods that the history of a unit is shown for, the shortest first. */
export const historyRanges = ['day', 'week', 'month'] as const;
export type HistoryRange = (typeof historyRanges)[number];

/** The lengths of the periods, in ms. */
export const rangeLengths: Readonly<Record<HistoryRange, number>> = { day, week: 7 * day, month: 30 * day };

/** A mark below a timeline. */
export interface TimeMark {
  /** ms since 1970 */
  readonly at: number;
  /** Its place, as a share of the timeline's length. */
  readonly share: number;
}

/** How close to an end a mark may be, as a share: its text would be cut off. */
const edge = 0.04;
/** Days between two marks. */
const daysApart: Readonly<Record<HistoryRange, number>> = { day: 0.25, week: 1, month: 7 };

/**
 * The marks of a timeline that ends at `to` (ms since 1970): every six hours, each midnight, or each seventh. They are those of
 * this computer's clock, also where the clocks were changed in between.
 */
export function timeMarks(range: HistoryRange, to: number): TimeMark[] {
  const length = rangeLengths[range];
  const marks: TimeMark[] = [];
  const time = new Date(to);
  time.setHours(range === 'day' ? Math.floor(time.getHours() / 6) * 6 : 0, 0, 0, 0);
  while (time.getTime() > to - length) {
    const at = time.getTime();
    const share = 1 - (to - at) / length;
    if (share > edge && share < 1 - edge) marks.unshift({ at, share });
    if (range === 'day') time.setHours(time.getHours() - 24 * daysApart[range]);
    else time.setDate(time.getDate() - daysApart[range]);
  }
  return marks;
}
