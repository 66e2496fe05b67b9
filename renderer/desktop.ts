import type {
  Call,
  CallArguments,
  CallOutput,
  Desktop,
  EventName,
  EventValue,
  Reply,
} from '../electron/contract/calls.ts';
import type { Failure } from '../electron/contract/failure.ts';

declare global {
  interface Window {
    readonly desktop: Desktop;
  }
}

/** A call that failed in main or did not reach it; `failure` is what the user sees. */
export class DesktopError extends Error {
  override readonly name = 'DesktopError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The main process as the page sees it: calls return values instead of replies. */
export type DesktopClient = ReturnType<typeof createDesktopClient>;

type Methods = { readonly [C in Call]: (...args: CallArguments<C>) => Promise<Reply<CallOutput<C>>> };

/** Wraps the API that the preload exposes. */
export function createDesktopClient(desktop: Desktop) {
  const methods: Methods = desktop;
  return {
    /** Resolves to the reply's value, or throws a DesktopError. */
    async call<C extends Call>(name: C, ...args: CallArguments<C>): Promise<CallOutput<C>> {
      const reply = await methods[name](...args).catch((cause: unknown) => {
        throw new DesktopError(failureOf(cause));
      });
      if (!reply.ok) throw new DesktopError(reply.failure);
      return reply.value;
    },
    /** Adds an event listener; the returned function removes it. */
    on<E extends EventName>(event: E, listener: (value: EventValue<E>) => void): () => void {
      return desktop.on(event, listener);
    },
  };
}

/** The failure of a DesktopError, or an `unexpected` one for anything else that was thrown. */
export function failureOf(cause: unknown): Failure {
  if (cause instanceof DesktopError) return cause.failure;
  const message = cause instanceof Error ? cause.message : String(cause);
  return { code: 'unexpected', message, hint: '', details: {} };
}
