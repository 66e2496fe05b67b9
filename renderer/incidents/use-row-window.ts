import { type RefObject, useEffect, useState } from 'react';

/** PlaceRange of rows: `from` inclusive, `to` exclusive. */
export interface PlaceRange {
  readonly from: number;
  readonly to: number;
}

/** Rows in the document before and after those in sight, at least: about as many as a wheel moves by from one frame to the next. */
const around = 10;
/** The window moves by so many rows at once: with each row, every frame would render. */
const step = 10;
/** No row is lower, in px. */
const lowest = 36;

/**
 * The rows to draw of `count`: those from `first` on, and the active one wherever it is, because it has the keyboard.
 * @param length how many are drawn from `first` on
 */
export function drawnPlaces(
  count: number,
  { first, length }: { readonly first: number; readonly length: number },
  active: number,
): PlaceRange[] {
  const from = Math.max(0, Math.min(first, count - length));
  const window = { from, to: Math.min(count, from + length) };
  if (active < 0 || active >= count || (active >= window.from && active < window.to)) return [window];
  const alone = { from: active, to: active + 1 };
  return active < window.from ? [alone, window] : [window, alone];
}

/** The first row of a window for what is in sight from this row on. */
export function firstAround(place: number): number {
  return Math.max(0, Math.floor((place - around) / step) * step);
}

/** A row as it lies among all: its place, and its upper and lower edge in px. */
export interface LaidRow {
  readonly place: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The row at a height. Rows that are not drawn share the gap between those that are.
 * @param laid the drawn rows from the top, and behind them the end of all as a row without a lower edge
 */
export function placeAt(laid: readonly LaidRow[], height: number): number {
  const after = laid.findIndex(({ bottom }) => bottom > height);
  const next = laid[after];
  if (next === undefined || height < 0) return 0;
  if (next.top <= height) return next.place;
  const before = laid[after - 1] ?? { place: -1, bottom: 0 };
  const missing = next.place - before.place - 1;
  return before.place + 1 + Math.floor((missing * (height - before.bottom)) / (next.top - before.bottom));
}

/**
 * Draws of a long table only what is in sight, and some rows around that: a thousand rows take longer to be laid out than
 * anybody should wait for a key. Rows that are drawn have `data-place`; in the place of the others there is a gap.
 * @param active the place of the row with the tab stop
 * @returns the rows to draw, and the height of the others, in px
 */
export function useRowWindow(count: number, active: number, body: RefObject<HTMLElement | null>) {
  const [window, setWindow] = useState({ first: 0, length: 3 * around });
  const [measured, setMeasured] = useState<number | null>(null);
  const places = drawnPlaces(count, window, active);
  const isLong = places.reduce((sum, { from, to }) => sum + to - from, 0) < count;
  // Not in a layout effect: the element around the rows is not known there yet.
  useEffect(() => {
    const area = body.current?.closest<HTMLElement>('.incidents-area');
    if (!area) return;
    const follow = () => {
      const laid = laidRows(body.current, count);
      const first = firstAround(placeAt(laid, scrolledIn(area, body.current)));
      const length = Math.ceil(area.clientHeight / lowest) + 2 * around + step;
      setWindow((old) => (old.first === first && old.length === length ? old : { first, length }));
      // Once is enough: a height that followed the rows would move them under the eyes.
      if (isLong) setMeasured((known) => known ?? averageHeight(laid));
    };
    // Called once at the beginning, too, when all has been laid out anyway.
    const resized = new ResizeObserver(follow);
    resized.observe(area);
    area.addEventListener('scroll', follow, { passive: true });
    return () => {
      resized.disconnect();
      area.removeEventListener('scroll', follow);
    };
  }, [count, isLong, body]);
  return { places, height: measured ?? lowest };
}

/** How much of the rows is above what is in sight, in px. */
function scrolledIn(area: HTMLElement, body: HTMLElement | null): number {
  return area.getBoundingClientRect().top - (body?.getBoundingClientRect().top ?? 0);
}

function laidRows(body: HTMLElement | null, count: number): LaidRow[] {
  if (body === null) return [];
  const drawn = Array.from(body.querySelectorAll<HTMLElement>('[data-place]'), (row) => {
    const top = row.offsetTop - body.offsetTop;
    return { place: Number(row.dataset['place']), top, bottom: top + row.offsetHeight };
  });
  return [...drawn, { place: count, top: body.offsetHeight, bottom: Number.POSITIVE_INFINITY }];
}

function averageHeight(laid: readonly LaidRow[]): number {
  const drawn = laid.slice(0, -1);
  const sum = drawn.reduce((all, { top, bottom }) => all + bottom - top, 0);
  return drawn.length === 0 ? lowest : Math.round(sum / drawn.length);
}
