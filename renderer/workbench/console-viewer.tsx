import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchState } from './console-body.ts';
import type { Lines } from './console-lines.ts';

/** The height of a row in px; must match console.css. */
const rowHeight = 20;
/** Chromium limits elements to about 33 million px; above this height the scroll range is compressed. */
const highest = 16_000_000;
/** Extra rows rendered above and below the visible ones. */
const beyond = 4;
/** Maximum depth of indentation. */
const deepest = 40;

interface Props {
  readonly lines: Lines;
  readonly count: number;
  readonly search: SearchState;
}

/** Renders only the visible rows of a text, however many there are. */
export function ConsoleViewer({ lines, count, search }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const { first, visible, bring } = useSight(scroller, count);
  const current = search.hits[search.at];
  useEffect(() => {
    if (current !== undefined) bring(current);
  }, [current, bring]);
  const from = Math.max(0, first - beyond);
  const rows = Math.max(0, Math.min(count - from, visible + 2 * beyond));
  const height = Math.min(count * rowHeight, highest);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a textarea would hold all of the text
    <div
      ref={scroller}
      className="console-viewer"
      role="textbox"
      aria-readonly="true"
      aria-multiline="true"
      aria-label={t('console.content')}
      tabIndex={0}
    >
      <div className="console-rows" style={{ height }}>
        <div style={{ transform: `translateY(${offset(scroller.current, height, count, from)}px)` }}>
          {Array.from({ length: rows }, (_, index) => (
            <LineRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in sight
              key={index}
              lines={lines}
              index={from + index}
              mark={markOf(from + index, search, current)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly lines: Lines;
  readonly index: number;
  readonly mark: 'current' | 'hit' | undefined;
}

function LineRow({ lines, index, mark }: RowProps) {
  const { depth, key, value, kind } = lines.row(index);
  return (
    <div className="console-row" data-mark={mark}>
      {'  '.repeat(Math.min(depth, deepest))}
      {key !== '' && <span className="console-key">{key}</span>}
      <span className={`console-${kind}`}>{value}</span>
      {'\n'}
    </div>
  );
}

function markOf(index: number, { query, hits }: SearchState, current: number | undefined): RowProps['mark'] {
  if (query === '') return undefined;
  if (index === current) return 'current';
  return includesSorted(hits, index) ? 'hit' : undefined;
}

function includesSorted(list: readonly number[], wanted: number): boolean {
  let [low, high] = [0, list.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = list[middle] ?? 0;
    if (value === wanted) return true;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** The offset of the rows in px: their place, or the top of the visible area in a compressed scroll range. */
function offset(element: HTMLElement | null, height: number, count: number, from: number): number {
  if (count * rowHeight <= highest || element === null) return from * rowHeight;
  return Math.min(element.scrollTop, height - element.clientHeight) - Math.min(from, beyond) * rowHeight;
}

/** The first visible row, the number of visible rows, and a function that scrolls to a row. */
function useSight(scroller: React.RefObject<HTMLDivElement | null>, count: number) {
  const [sight, setSight] = useState({ top: 0, height: 400 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [scroller]);

  const visible = Math.ceil(sight.height / rowHeight);
  const way = Math.max(1, Math.min(count * rowHeight, highest) - sight.height);
  const last = Math.max(0, count - Math.floor(sight.height / rowHeight));
  const shortened = count * rowHeight > highest;
  const first = shortened
    ? Math.min(last, Math.round((sight.top / way) * last))
    : Math.floor(sight.top / rowHeight);
  const geometry = useRef({ first, visible, way, last, shortened });
  geometry.current = { first, visible, way, last, shortened };

  const [bring] = useState(() => (row: number) => {
    const now = geometry.current;
    const element = scroller.current;
    if (element === null || (row >= now.first && row < now.first + now.visible - 1)) return;
    const target = Math.max(0, row - Math.floor(now.visible / 2));
    element.scrollTop = now.shortened
      ? (Math.min(target, now.last) / now.last) * now.way
      : target * rowHeight;
  });
  return { first, visible, bring };
}
