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

/** A call that main answered with a failure, or could not answer at all; `failure` is what people get to see. */
export class DesktopError extends Error {
  override readonly name = 'DesktopError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The main process as the page sees it: values instead of replies. */
export interface DesktopClient {
  /** Resolves to the answer, or throws a DesktopError. */
  call<C extends Call>(name: C, ...args: CallArguments<C>): Promise<CallOutput<C>>;
  /** Listens to an event; the returned function ends that. */
  on<E extends EventName>(event: E, listener: (value: EventValue<E>) => void): () => void;
}

type Methods = { readonly [C in Call]: (...args: CallArguments<C>) => Promise<Reply<CallOutput<C>>> };

/** Wraps what the preload exposed. */
export function createDesktopClient(desktop: Desktop): DesktopClient {
  const methods: Methods = desktop;
  return {
    async call<C extends Call>(name: C, ...args: CallArguments<C>): Promise<CallOutput<C>> {
      const reply = await methods[name](...args).catch((cause: unknown) => {
        throw new DesktopError(failureOf(cause));
      });
      if (!reply.ok) throw new DesktopError(reply.failure);
      return reply.value;
    },
    on: (event, listener) => desktop.on(event, listener),
  };
}

/** The failure inside an error, or an `unexpected` one around anything else that was thrown. */
export function failureOf(cause: unknown): Failure {
  if (cause instanceof DesktopError) return cause.failure;
  const message = cause instanceof Error ? cause.message : String(cause);
  return { code: 'unexpected', message, hint: '', details: {} };
}
