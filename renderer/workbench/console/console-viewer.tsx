import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyState, ConsoleBody, SearchState } from './console-body.ts';
import { ConsoleRow } from './console-row.tsx';
import { treeStep } from './console-tree-keys.ts';
import { useSight } from './use-sight.ts';

interface Props {
  readonly body: ConsoleBody;
  readonly state: BodyState;
  readonly search: SearchState;
}

/** Renders only the visible rows of a text, however many there are; JSON as a tree whose parts can be folded. */
export function ConsoleViewer({ body, state, search }: Props) {
  const { lines, folds, shown } = state;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { from, rows, visible, height, offset, bring } = useSight(scroller, shown);
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const current = search.hits[search.at];
  useEffect(() => {
    if (current === undefined) return;
    wanted.current = current;
    setActive(current);
    body.fold((each) => each.reveal(current));
  }, [current, body]);
  // Once the rows that were unfolded for it are there.
  useEffect(() => {
    const line = wanted.current;
    if (line === null || shown !== folds.shown()) return;
    wanted.current = null;
    bring(folds.positionOf(line));
  });
  const isTree = lines.isTree();
  // What is folded away is not active any more.
  const activeLine = folds.isHidden(active) ? folds.lineAt(folds.positionOf(active)) : active;
  const onFold = (line: number) => {
    setActive(line);
    body.fold((each) => each.toggle(line));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = treeStep(event.key, activeLine, state, Math.max(1, visible - 2));
    if (step === undefined) return;
    event.preventDefault();
    if ('toggle' in step) return onFold(step.toggle);
    if (step.go !== activeLine) wanted.current = step.go;
    setActive(step.go);
  };
  const rowId = (line: number) => `${id}-${line}`;
  const inSight = folds.positionOf(activeLine) >= from && folds.positionOf(activeLine) < from + rows;
  return (
    <Frame
      scroller={scroller}
      tree={isTree ? { active: inSight ? rowId(activeLine) : undefined, onKeyDown } : null}
    >
      <div className="console-rows" style={{ height }}>
        <div style={{ transform: `translateY(${offset}px)` }}>
          {Array.from({ length: rows }, (_, index) => {
            const line = folds.lineAt(from + index);
            return (
              <ConsoleRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in sight
                key={index}
                body={state}
                line={line}
                mark={markOf(line, search, current)}
                id={isTree ? rowId(line) : null}
                active={isTree && line === activeLine}
                onActive={setActive}
                onFold={onFold}
              />
            );
          })}
        </div>
      </div>
    </Frame>
  );
}

interface FrameProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The id of the active item if it is rendered; null for a text that is no tree. */
  readonly tree: {
    readonly active: string | undefined;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  } | null;
  readonly children: ReactNode;
}

function Frame({ scroller, tree, children }: FrameProps) {
  const { t } = useTranslation();
  const common = {
    ref: scroller,
    className: 'console-viewer',
    'aria-label': t('console.content'),
    tabIndex: 0,
  };
  if (tree !== null)
    return (
      <div
        {...common}
        tabIndex={0}
        role="tree"
        aria-activedescendant={tree.active}
        onKeyDown={tree.onKeyDown}
      >
        {children}
      </div>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a textarea would hold all of the text
    <div {...common} tabIndex={0} role="textbox" aria-readonly="true" aria-multiline="true">
      {children}
    </div>
  );
}

function markOf(line: number, { query, hits }: SearchState, current: number | undefined) {
  if (query === '') return undefined;
  if (line === current) return 'current';
  return includesSorted(hits, line) ? 'hit' : undefined;
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
