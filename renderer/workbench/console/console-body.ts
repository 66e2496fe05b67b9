import type { ConsoleAnswer } from '../../../electron/contract/console.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { observable } from '../../observable.ts';
import { whenIdle } from '../../units/loading/idle.ts';
import { arrange, findLines } from './console-arrange.ts';
import { createFolds, type Folds } from './console-folds.ts';
import { createLines, type Lines } from './console-lines.ts';

/** The state of a body: loading from main, being arranged, or ready. */
export interface BodyState {
  readonly phase: 'loading' | 'arranging' | 'ready';
  readonly lines: Lines;
  readonly folds: Folds;
  /** The number of rows so far, and of those that are not folded away. */
  readonly count: number;
  readonly shown: number;
  readonly failure: Failure | null;
}

/** The rows in which a text was found. */
export interface SearchState {
  readonly query: string;
  readonly hits: readonly number[];
  readonly found: number;
  /** The index in `hits` of the current match. */
  readonly at: number;
  readonly done: boolean;
}

/** The text of a response in the page, with a search in it. */
export type ConsoleBody = ReturnType<typeof openBody>;

/** Bytes per request to main. */
const piece = 1024 * 1024;
const noSearch: SearchState = { query: '', hits: [], found: 0, at: 0, done: true };

/** Fetches and arranges the body of a response in slices, so that the window stays responsive. */
export function openBody(desktop: DesktopClient, run: number, answer: ConsoleAnswer) {
  const state = observable<BodyState>({ phase: 'loading', ...rowsOf(createLines('')), failure: null });
  const search = observable<SearchState>(noSearch);
  let cancelArranging = () => {};
  let cancelSearch = () => {};
  let closed = false;

  async function load(): Promise<void> {
    try {
      const text = await textOf(desktop, run, answer, () => closed);
      if (!closed) show(text);
    } catch (cause) {
      if (!closed) state.set({ ...state.get(), phase: 'ready', failure: failureOf(cause) });
    }
  }

  function show(text: string): void {
    const rows = rowsOf(createLines(text));
    const { lines } = rows;
    cancelArranging = whenIdle(
      reporting(arrange(text, answer.kind === 'json', lines), (done) => {
        rows.folds.refresh();
        state.set({ ...rows, ...counted(rows), phase: done ? 'ready' : 'arranging', failure: null });
        // Repeat a search that was started meanwhile, now in all rows.
        if (done && search.get().query !== '') find(search.get().query);
      }),
    );
  }

  function find(query: string): void {
    cancelSearch();
    if (query === '') {
      search.set(noSearch);
      return;
    }
    const hits: number[] = [];
    const { lines, phase } = state.get();
    const report = (done: boolean) => {
      const at = search.get().query === query ? search.get().at : 0;
      search.set({ query, hits, found: hits.length, at: Math.min(at, Math.max(0, hits.length - 1)), done });
    };
    search.set({ ...noSearch, query, done: false });
    if (phase === 'ready') cancelSearch = whenIdle(reporting(findLines(lines, query, hits), report));
  }

  /** Changes what is folded. */
  function fold(change: (folds: Folds) => void): void {
    const before = state.get();
    change(before.folds);
    state.set({ ...before, ...counted(before) });
  }

  void load();
  return {
    state,
    search,
    find,
    fold,
    /** Goes to the next (1) or the previous (-1) match, and wraps around. */
    go(step: 1 | -1): void {
      const { at, found } = search.get();
      if (found > 0) search.set({ ...search.get(), at: (at + step + found) % found });
    },
    close(): void {
      closed = true;
      cancelArranging();
      cancelSearch();
    },
  };
}

type Rows = Pick<BodyState, 'lines' | 'folds' | 'count' | 'shown'>;

function rowsOf(lines: Lines): Rows {
  return { lines, folds: createFolds(lines), count: 0, shown: 0 };
}

function counted({ lines, folds }: Rows): Pick<Rows, 'count' | 'shown'> {
  return { count: lines.count(), shown: folds.shown() };
}

/** Reports progress after the first step, then after every 32 steps, and at the end. */
function* reporting(
  steps: Generator<undefined, void>,
  report: (done: boolean) => void,
): Generator<undefined, void> {
  let count = 0;
  for (const _ of steps) {
    count += 1;
    if (count === 1 || count % 32 === 0) report(false);
    yield;
  }
  report(true);
}

async function textOf(
  desktop: DesktopClient,
  run: number,
  { size, charset }: ConsoleAnswer,
  isOver: () => boolean,
): Promise<string> {
  const decoder = new TextDecoder(charset);
  const pieces: string[] = [];
  for (let from = 0; from < size && !isOver(); from += piece) {
    const bytes = await desktop.call('consoleBody', { run, from, to: Math.min(size, from + piece) });
    pieces.push(decoder.decode(bytes, { stream: true }));
  }
  pieces.push(decoder.decode());
  return pieces.join('');
}
