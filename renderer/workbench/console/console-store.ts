import type { ConsoleAnswer, ConsoleFavourite, ConsoleRequest } from '../../../electron/contract/console.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { ConsoleMethod } from '../../../electron/contract/names.ts';
import { type DeskStore, ownerOf } from '../../desk-store.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { observable } from '../../observable.ts';
import { newRun } from '../../runs.ts';
import { type ConsoleBody, openBody } from './console-body.ts';
import { followedRows, type QueryRow, queryRows, withQuery } from './console-query.ts';

/** An earlier request, with headers and body only while the window is open. */
export interface PastRequest extends ConsoleRequest {
  readonly id: number;
  /** Null if there was no response, or if it was in an earlier run. */
  readonly status: number | null;
  /** ms since 1970; null if it was in an earlier run. */
  readonly at: number | null;
}

/** A response with its request. */
export interface Answered {
  readonly run: number;
  readonly method: ConsoleMethod;
  readonly answer: ConsoleAnswer;
  /** Null when there is no text to show. */
  readonly body: ConsoleBody | null;
}

/** What the console shows, for one account. */
export interface ConsoleState {
  readonly draft: ConsoleRequest;
  /** The query of the draft's path, with the rows that are off. */
  readonly query: readonly QueryRow[];
  /** The id of the running request. */
  readonly running: number | null;
  readonly answered: Answered | null;
  readonly failure: Failure | null;
  /** Newest first. */
  readonly history: readonly PastRequest[];
  readonly favourites: readonly ConsoleFavourite[];
}

const mostPast = 50;
const empty: ConsoleState = {
  draft: { method: 'GET', path: '/units', headers: [], body: null },
  query: [],
  running: null,
  answered: null,
  failure: null,
  history: [],
  favourites: [],
};

/**
 * The console of the signed-in account: kept while another place is shown, emptied when the account changes.
 * @param unitAtHand the unit that stands for `{unitId}` unless another one is entered
 */
export function createConsoleStore(desktop: DesktopClient, desk: DeskStore, unitAtHand: () => string | null) {
  const state = observable<ConsoleState>(empty);
  const change = (part: Partial<ConsoleState>) => state.set({ ...state.get(), ...part });
  const draft = draftIn(state, unitAtHand);
  let runs = newRun();
  let whose = ownerOf(desk.state.get());
  let loaded: string | null = null;

  desk.state.subscribe(() => {
    const owner = ownerOf(desk.state.get());
    if (owner === whose) return;
    whose = owner;
    loaded = null;
    state.get().answered?.body?.close();
    state.set(empty);
  });

  function note(request: ConsoleRequest, id: number, status: number | null): void {
    const past = { ...request, id, status, at: Date.now() };
    change({ history: [past, ...state.get().history].slice(0, mostPast) });
  }

  async function send(): Promise<void> {
    const wanted = draft.request();
    runs += 1;
    const run = runs;
    const owner = whose;
    const isOver = () => owner !== whose || state.get().running !== run;
    state.get().answered?.body?.close();
    change({ running: run, answered: null, failure: null });
    try {
      const answer = await desktop.call('sendRequest', { run, ...wanted });
      if (isOver()) return;
      const isText = answer.kind === 'json' || answer.kind === 'text';
      const body = isText ? openBody(desktop, run, answer) : null;
      change({ running: null, answered: { run, method: wanted.method, answer, body } });
      note(wanted, run, answer.status);
    } catch (cause) {
      if (isOver()) return;
      const failure = failureOf(cause);
      change({ running: null, failure });
      if (failure.code !== 'bad-request') note(wanted, run, null);
    }
  }

  return {
    state,
    ...draft,
    send,
    async cancel(): Promise<void> {
      const { running } = state.get();
      if (running !== null) await desktop.call('cancelRequest', { run: running });
    },
    /** Loads the history and favourites of earlier runs, once per account. */
    async load(): Promise<void> {
      if (whose === null || loaded === whose) return;
      const owner = whose;
      loaded = owner;
      try {
        const { history, favourites } = await desktop.call('consoleKept');
        if (owner !== whose) return;
        const before = history.map((past, index) => ({ ...past, ...unknownPast, id: -1 - index }));
        change({ history: [...state.get().history, ...before].slice(0, mostPast), favourites });
      } catch {
        // Try again when the console is opened the next time.
        loaded = null;
      }
    },
    async clearHistory(): Promise<void> {
      await desktop.call('clearHistory');
      change({ history: [] });
    },
    async keepFavourites(favourites: readonly ConsoleFavourite[]): Promise<void> {
      await desktop.call('keepFavourites', { favourites: [...favourites] });
      change({ favourites });
    },
  };
}

/** The request that is being written: it and the rows of its query follow each other. */
function draftIn(state: ReturnType<typeof observable<ConsoleState>>, unitAtHand: () => string | null) {
  const change = (part: Partial<ConsoleState>) => state.set({ ...state.get(), ...part });
  return {
    /** The request as it is sent. */
    request(): ConsoleRequest {
      const { draft } = state.get();
      return fitToSend({ ...draft, unitId: draft.unitId ?? unitAtHand() ?? undefined });
    },
    /** Changes a part of the request; the rows of the query follow the path. */
    edit(part: Partial<ConsoleRequest>): void {
      const { draft, query } = state.get();
      const next = { ...draft, ...part };
      change({ draft: next, query: next.path === draft.path ? query : followedRows(query, next.path) });
    },
    /** Changes the rows of the query; the path follows them. */
    editQuery(query: readonly QueryRow[]): void {
      const { draft } = state.get();
      change({ draft: { ...draft, path: withQuery(draft.path, query) }, query });
    },
    /** Takes another request in the place of this one. */
    fill(part: ConsoleRequest): void {
      change({ draft: { ...state.get().draft, ...part }, query: queryRows(part.path) });
    },
  };
}

const unknownPast = { headers: [], body: null, status: null, at: null };

/** Removes empty header rows, and a body and a unit that the form does not show. */
export function fitToSend({ unitId, ...draft }: ConsoleRequest): ConsoleRequest {
  return {
    ...draft,
    ...(unitId?.trim() && takesUnit(draft.path) ? { unitId: unitId.trim() } : {}),
    path: draft.path.trim(),
    headers: draft.headers.filter(({ name, value }) => name.trim() !== '' || value.trim() !== ''),
    body: takesBody(draft.method) ? draft.body : null,
  };
}

/** Whether a path has a place for the ID of a unit. */
export function takesUnit(path: string): boolean {
  return path.includes('{unitId}');
}

/** Whether a request of this method has a body. */
export function takesBody(method: ConsoleMethod): boolean {
  return method !== 'GET' && method !== 'HEAD';
}
