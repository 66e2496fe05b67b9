/** What core needs from the outside. The shell supplies Electron's, the command line Node's, tests their fakes. */
import type { DisplayProtocol } from '../contract/names.ts';

/** `fetch`, or something with its signature. Core always passes a signal; redirects are never followed. */
export type Http = (url: string, init: RequestInit) => Promise<Response>;

/** As much of an answer's headers as most of us need. */
export interface HttpResponseHeaders {
  get(name: string): string | null;
}

/** An answer while it comes; fetch's Response is one. */
export interface HttpResponse<H extends HttpResponseHeaders = Headers> {
  readonly status: number;
  readonly headers: H;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Something with fetch's signature that may do less: text in the request, and no Response in return. */
export type PlainHttp = (url: string, init: RequestInit) => Promise<HttpResponse<HttpResponseHeaders>>;

/** The surface of the standard WebSocket; what is not named here is only for who gave it its messages to read. */
export interface Socket {
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number;
  close(): void;
}

/** Opens a WebSocket whose upgrade carries these headers. No cookies, and no redirect is followed. */
export type Sockets = (url: string, headers: Record<string, string>) => Socket;

/** Opens an address in the person's own browser; rejects when there is none. */
export type Browser = (url: string) => Promise<void>;

/** A notification of the desktop. Others may read it over the person's shoulder: never a secret in it. */
export interface Notice {
  title: string;
  body: string;
}

/** Shows a notification where the desktop has any. Never throws: it is not what the work depends on. */
export type Notifier = (notice: Notice) => void;

/** `silent`: the program that shows them does not answer. */
export type NotificationsState = 'there' | 'missing' | 'silent';

/** What of the desktop around the window is there; it may come and go while the app runs. */
export interface SurroundingsState {
  /** A tray to close the window to. */
  tray: boolean;
  display: DisplayProtocol;
  /** The way to other programs of a Linux desktop. */
  bus: boolean;
  notifications: NotificationsState;
}

export interface Clipboard {
  /** A secret is kept out of the system's clipboard history where that is possible (R30). Rejects when it is refused. */
  write(text: string, options?: { secret: boolean }): Promise<void>;
  /** The text in it, '' when there is none. */
  read(): Promise<string>;
  clear(): void;
}

/** Times are ms; `later` calls once and returns a function that prevents it. */
export interface Clock {
  /** The time of day, since 1970. Somebody may set it, to and fro: a duration is not measured by it. */
  now(): number;
  /** Since some moment: nobody can set it. It may stand still while the computer sleeps, as `later` does. */
  steady(): number;
  later(ms: number, run: () => void): () => void;
}

/**
 * Structured lines. `fields` hold codes, hosts and counts, never tokens or e-mails (R29); the port redacts them once more.
 * Never throws.
 */
export interface Log {
  /** Something of ours is broken. */
  error(message: string, fields?: Record<string, unknown>): void;
  /** Something does not work, and the person may notice. */
  warn(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  /** What only whoever looks for a fault wants to read. */
  debug(message: string, fields?: Record<string, unknown>): void;
}

/** Small values on disk, written atomically before `set` returns. Throws when the disk refuses. */
export interface KeyValue {
  get(key: string): string | undefined;
  keys(): string[];
  set(key: string, value: string): void;
  delete(key: string): void;
  /** Puts a copy of these beside itself before they are dropped as damaged: nothing is lost (R26), nothing else kept (R28). */
  quarantine(keys: readonly string[]): void;
  /** Deletes whatever was ever put aside. Throws when the disk refuses. */
  forgetQuarantined(): void;
}

export type VaultFault = 'no-keyring' | 'locked' | 'damaged' | 'newer';

/**
 * Thrown by a vault: there is no keyring to use, it is locked, it cannot read what it once wrapped, or a newer version has wrapped
 * that in a way of its own.
 */
export class VaultError extends Error {
  override name = 'VaultError';
  readonly fault: VaultFault;
  constructor(fault: VaultFault, options?: ErrorOptions) {
    super(`vault: ${fault}`, options);
    this.fault = fault;
  }
}

/** The operating system's secret store, which wraps one data key. Both calls reject with VaultError. */
export interface Vault {
  wrap(secret: Uint8Array): Promise<string>;
  /** `stale` asks for the secret to be wrapped again, because the system has changed its own key. */
  unwrap(wrapped: string): Promise<{ secret: Uint8Array; stale: boolean }>;
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
