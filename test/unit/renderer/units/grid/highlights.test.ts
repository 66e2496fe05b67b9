import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHighlights } from '../../../../../renderer/units/grid/highlights.ts';

/** A cell of which only its mark matters. */
function cell() {
  const marks: (string | null)[] = [];
  const element = {
    setAttribute: (_name: string, value: string) => marks.push(value),
    removeAttribute: () => marks.push(null),
  } as unknown as HTMLElement;
  return { element, marks };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a mark pales, and is gone in the end', () => {
  const { mark } = createHighlights();
  const changed = cell();
  mark([changed]);
  expect(changed.marks).toEqual(['now']);
  vi.advanceTimersByTime(800);
  expect(changed.marks.at(-1)).toBe('just');
  vi.advanceTimersByTime(1_200);
  expect(changed.marks.at(-1)).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

it('another change makes it strong again', () => {
  const { mark } = createHighlights();
  const changed = cell();
  mark([changed]);
  vi.advanceTimersByTime(1_000);
  mark([changed]);
  expect(changed.marks.at(-1)).toBe('now');
  vi.advanceTimersByTime(1_000);
  expect(changed.marks.at(-1)).toBe('just');
});

it('a new mark takes those along that have had their time: both are one repaint', () => {
  const { mark } = createHighlights();
  const changed = cell();
  mark([changed]);
  vi.advanceTimersByTime(550);
  mark([cell()]);
  expect(changed.marks.at(-1)).toBe('just');
});

it('it goes at once from a row that shows another unit, and only there', () => {
  const { mark, clear } = createHighlights();
  const [changed, other] = [cell(), cell()];
  mark([changed, other]);
  clear([changed]);
  expect(changed.marks).toEqual(['now', null]);
  expect(other.marks).toEqual(['now']);
});
