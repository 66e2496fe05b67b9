/** What core needs from the outside. Implemented by the shell (Electron), the command line (Node) and tests. */
import type { DeskState } from '../contract/desk.ts';

/** The headers of a response; `get` ignores case. fetch's Headers are one. */
export interface HttpResponseHeaders extends Iterable<[string, string]> {
  get(name: string): string | null;
}

/** Reads a body chunk by chunk. `cancel` closes the connection and ends a pending read at once. */
export interface HttpBodyReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

/** A body as it arrives; fetch's is one. It is read once, or cancelled. */
export interface HttpBody {
  getReader(): HttpBodyReader;
  cancel(reason?: unknown): Promise<void>;
}

/** The part of fetch's Response that core uses. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: HttpResponseHeaders;
  /** Null for a response without one, for instance a 204. */
  readonly body: HttpBody | null;
}

/** `fetch`, or what does as much of it as core needs. Core always passes a signal; redirects are never followed. */
export type Http = (url: string, init: RequestInit) => Promise<HttpResponse>;

/** The part of a standard WebSocket that core uses; SignalR uses the rest. */
export interface Socket {
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number;
  close(): void;
  /** The `error` of an event says why, where the platform tells it. */
  addEventListener(type: 'error' | 'close', listener: (event: object) => void): void;
}

/** Opens a WebSocket whose upgrade carries these headers. No cookies, and no redirect is followed. */
export type Sockets = (url: string, headers: Record<string, string>) => Socket;

/** Opens a URL in the user's own browser; rejects when there is none. */
export type Browser = (url: string) => Promise<void>;

/** A desktop notification. Never contains a secret, because other people may see it. */
export interface Notice {
  title: string;
  body: string;
  /** The unit that a click shows. Without one, a click shows the window. */
  unitId?: string;
  /** The id of the page's action (docs/actions.md) that a click leads to, besides the window. */
  action?: string;
}

/** Shows a notification if the desktop supports them. Never throws: nothing depends on it. */
export type Notifier = (notice: Notice) => void;

/** Which desktop services are available; they may come and go while the app runs. */
export type SurroundingsState = Pick<DeskState['desktop'], 'tray' | 'display' | 'bus' | 'notifications'>;
export type NotificationsState = SurroundingsState['notifications'];

export interface Clipboard {
  /** Keeps a secret out of the system's clipboard history if possible (R30). Rejects when the system refuses. */
  write(text: string, options?: { secret: boolean }): Promise<void>;
  /** The current text, '' when there is none. */
  read(): Promise<string>;
  clear(): void;
}

/** Times are ms; `later` calls once and returns a function that cancels it. */
export interface Clock {
  /** Wall clock, since 1970. It may be set forward or back, so durations are not measured by it. */
  now(): number;
  /** Monotonic, from an arbitrary start. It may stand still while the computer sleeps, as `later` does. */
  steady(): number;
  later(ms: number, run: () => void): () => void;
}

/**
 * A structured log. `fields` hold codes, hosts and counts, never tokens or e-mails (R29); the port redacts them again.
 * Never throws.
 */
export interface Log {
  /** An error in MAX Desk itself. */
  error(message: string, fields?: Record<string, unknown>): void;
  /** Something does not work, and the user may notice. */
  warn(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  /** Details for debugging. */
  debug(message: string, fields?: Record<string, unknown>): void;
}

/** Small values on disk, written atomically before `set` returns. Throws on disk errors. */
export interface KeyValue {
  get(key: string): string | undefined;
  keys(): string[];
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** A key-value store whose damaged entries can be quarantined. */
export interface EntryStore extends KeyValue {
  /** Quarantines a copy of these, before they are discarded as damaged (R26), and of nothing else (R28). */
  quarantine(keys: readonly string[]): void;
  /** Removes all quarantined copies. Throws on disk errors. */
  removeQuarantined(): void;
}

export type VaultFault = 'no-keyring' | 'locked' | 'damaged' | 'newer';

/**
 * Thrown by a vault: there is no keyring, it is locked, the wrapped key cannot be read, or a newer version wrapped it
 * in another format.
 */
export class VaultError extends Error {
  override name = 'VaultError';
  readonly fault: VaultFault;
  constructor(fault: VaultFault, options?: ErrorOptions) {
    super(`vault: ${fault}`, options);
    this.fault = fault;
  }
}

/** The operating system's secret store, which wraps the data keys. `wrap` and `unwrap` reject with VaultError. */
export interface Vault {
  wrap(secret: Uint8Array): Promise<string>;
  /** `stale`: the secret must be wrapped again, because the system has changed its own key. */
  unwrap(wrapped: string): Promise<{ secret: Uint8Array; stale: boolean }>;
  /** What it wrapped is not to be unwrapped again, if the system can do that. Does not reject. */
  retire?(wrapped: string): Promise<void>;
}

/** The clock of this computer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  later: (ms, run) => {
    // setTimeout fires at once beyond 2^31-1 ms.
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
