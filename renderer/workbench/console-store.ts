import type { ConsoleAnswer, ConsoleFavourite, ConsoleRequest } from '../../electron/contract/console.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { ConsoleMethod } from '../../electron/contract/names.ts';
import type { DeskStore } from '../desk-store.ts';
import { type DesktopClient, failureOf } from '../desktop.ts';
import { type Observable, observable } from '../observable.ts';
import { newRun } from '../runs.ts';
import { type ConsoleBody, openBody } from './console-body.ts';

/** A request that was made, with its headers and body as long as the window is open. */
export interface PastRequest extends ConsoleRequest {
  readonly id: number;
  /** Null when there was no answer, or when it was in an earlier run. */
  readonly status: number | null;
  /** When, ms since 1970. */
  readonly at: number | null;
}

/** An answer with the request that it belongs to. */
export interface Answered {
  readonly run: number;
  readonly method: ConsoleMethod;
  readonly path: string;
  readonly answer: ConsoleAnswer;
  /** Null when there is no text to show. */
  readonly body: ConsoleBody | null;
}

export interface ConsoleState {
  readonly draft: ConsoleRequest;
  /** The request that is under way. */
  readonly running: number | null;
  readonly answered: Answered | null;
  readonly failure: Failure | null;
  /** The newest first. */
  readonly history: readonly PastRequest[];
  readonly favourites: readonly ConsoleFavourite[];
}

/** The console of whoever is signed in: it stays as it is while another place is looked at. */
export interface ConsoleStore {
  readonly state: Observable<ConsoleState>;
  edit(change: Partial<ConsoleRequest>): void;
  send(): Promise<void>;
  cancel(): Promise<void>;
  /** Reads what earlier runs have left, once for each account. */
  load(): Promise<void>;
  clearHistory(): Promise<void>;
  keepFavourites(favourites: readonly ConsoleFavourite[]): Promise<void>;
}

const mostPast = 50;
const empty: ConsoleState = {
  draft: { method: 'GET', path: '/units', headers: [], body: null },
  running: null,
  answered: null,
  failure: null,
  history: [],
  favourites: [],
};

/** Nothing of one account is there for the next one. */
export function createConsoleStore(desktop: DesktopClient, desk: Pick<DeskStore, 'state'>): ConsoleStore {
  const state = observable<ConsoleState>(empty);
  const change = (part: Partial<ConsoleState>) => state.set({ ...state.get(), ...part });
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
    const request = fitToSend(state.get().draft);
    runs += 1;
    const run = runs;
    const owner = whose;
    const isOver = () => owner !== whose || state.get().running !== run;
    state.get().answered?.body?.close();
    change({ running: run, answered: null, failure: null });
    try {
      const answer = await desktop.call('sendRequest', { run, ...request });
      if (isOver()) return;
      const isText = answer.kind === 'json' || answer.kind === 'text';
      const body = isText ? openBody(desktop, run, answer) : null;
      change({ running: null, answered: { run, method: request.method, path: request.path, answer, body } });
      note(request, run, answer.status);
    } catch (cause) {
      if (isOver()) return;
      const failure = failureOf(cause);
      change({ running: null, failure });
      if (failure.code !== 'bad-request') note(request, run, null);
    }
  }

  return {
    state,
    edit: (part) => change({ draft: { ...state.get().draft, ...part } }),
    send,
    async cancel() {
      const { running } = state.get();
      if (running !== null) await desktop.call('cancelRequest', { run: running });
    },
    async load() {
      if (whose === null || loaded === whose) return;
      const owner = whose;
      loaded = owner;
      try {
        const { history, favourites } = await desktop.call('consoleKept');
        if (owner !== whose) return;
        const before = history.map((past, index) => ({ ...past, ...unknownPast, id: -1 - index }));
        change({ history: [...state.get().history, ...before].slice(0, mostPast), favourites });
      } catch {
        // It is asked once more when somebody comes back.
        loaded = null;
      }
    },
    async clearHistory() {
      await desktop.call('clearConsoleHistory');
      change({ history: [] });
    },
    async keepFavourites(favourites) {
      await desktop.call('keepFavourites', { favourites: [...favourites] });
      change({ favourites });
    },
  };
}

const unknownPast = { headers: [], body: null, status: null, at: null };

function ownerOf(state: DeskState | null): string | null {
  const account = state?.session.account;
  return account && state.connection ? `${state.connection.id} ${account.id}` : null;
}

/** Rows of the headers that nobody has filled in are none, and what is not shown is not sent. */
export function fitToSend(draft: ConsoleRequest): ConsoleRequest {
  return {
    ...draft,
    path: draft.path.trim(),
    headers: draft.headers.filter(({ name, value }) => name.trim() !== '' || value.trim() !== ''),
    body: takesBody(draft.method) ? draft.body : null,
  };
}

/** Whether a request of this method has a body. */
export function takesBody(method: ConsoleMethod): boolean {
  return method !== 'GET' && method !== 'HEAD';
}
