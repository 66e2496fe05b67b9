import type { ErrorCode, Failure } from '../contract/failure.ts';

export interface AppErrorOptions {
  cause?: unknown;
  /** Overrides the code's usual hint. */
  hint?: string;
  /** Values for the translated text in the window: host, status, key, file, reference, seconds. Never a secret. */
  details?: Record<string, string>;
}

/** The only error that crosses a boundary: what happened, which kind it is, and what to do next (R37). */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: Record<string, string>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? hints[code];
    this.details = options.details ?? {};
  }
}

/** The next step of each kind of failure, in English; the window has its own translated texts. */
const hints: Record<ErrorCode, string> = {
  usage: 'Run the command with --help to see how it is used.',
  cancelled: 'Start again when you are ready.',
  'sign-in-needed': 'Sign in again.',
  'sign-in-not-completed': 'Choose "Sign in" and finish in the browser to continue.',
  'sign-in-timed-out': 'Choose "Sign in" again and finish in the browser within five minutes.',
  'sign-in-refused': 'Check the account and the connection; the message names the reason.',
  offline: 'Check the network, VPN and proxy, then try again.',
  'proxy-sign-in': 'Enter the user name and the password for the proxy; your IT department knows them.',
  'proxy-refused': 'Check network and VPN, or ask your IT department to let the proxy pass these requests.',
  'captive-portal': 'Open a web page in the browser: the network may ask you to sign in to it first.',
  tls: 'Check the date of this computer and ask IT whether a proxy inspects TLS with its own certificate.',
  clock: 'Set the date and time of this computer, then try again.',
  'provider-unavailable': 'The sign-in service has a problem. Try again in a minute.',
  'api-unavailable': 'The API has a problem. Try again in a minute.',
  'api-refused': 'Ask TK Elevator whether this account may use the API.',
  'api-key-missing':
    'Enter the subscription key from your profile in the developer portal, or set MAX_DESK_SUBSCRIPTION_KEY.',
  'api-key-refused': 'Check the subscription key in your profile of the developer portal.',
  'api-bad-answer': 'Check the address of the API in the connection (api.baseUrl, api.unitsPath).',
  'nothing-found': 'Look for something else, or leave --fail-empty out.',
  configuration: 'Correct the connection file.',
  storage: 'Check that the disk is not full and the folder can be written.',
  'storage-locked': 'Unlock the keyring of this computer, then try again.',
  managed: 'Ask your IT department whether it may be allowed.',
  policy: 'Ask your IT department to correct the policy.',
  'update-failed': 'Try again later. If it fails again, ask your IT department to install the new version.',
  'agent-unavailable':
    'Start MAX Desk and switch on access for other programs in its settings, or sign in by "max-desk login".',
  'agent-refused':
    'Ask again by "max-desk agent pair" and allow it in the window of MAX Desk, or sign in by "max-desk login".',
  'agent-withdrawn':
    'Ask for it again by "max-desk agent pair", or run "max-desk agent forget" and sign in by "max-desk login".',
  'bad-request': 'Update MAX Desk: the window and its main process do not fit together.',
  forbidden: 'Restart MAX Desk.',
  unexpected: 'Try again. If it happens again, report it with the log.',
};

/** Turns anything thrown into an AppError. The text of other errors is not shown: it might contain a secret (R29). */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('unexpected', 'Something went wrong.', { cause: error });
}

/** The part of an error that is shown and sent over IPC. */
export function toFailure(error: unknown): Failure {
  const { code, message, hint, details } = toAppError(error);
  return { code, message, hint, details };
}

/** The system's code of an error, for instance ENOSPC; `unknown` if there is none. */
export function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
}
