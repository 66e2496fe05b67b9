import type { HandlersOf } from '../../contract/calls.ts';
import type { ConsoleAnswer, ConsoleRequest } from '../../contract/console.ts';
import type { ApiClient, ApiReply } from '../api/client.ts';
import type { Connection } from '../connection/connection-file.ts';
import { AppError, toFailure } from '../errors.ts';
import type { Saving } from '../export/saving.ts';
import type { Clipboard } from '../ports.ts';
import { bodyKind, callApi, checkedRequest, filledRequest, readReply, refused } from './console.ts';
import { requestAs } from './request-forms.ts';

/** A body goes to the window in pieces of at most this many bytes. */
const longestPiece = 4 * 1024 * 1024;
/** A shorter secret may match anything. */
const shortestSecret = 8;

/** Where the user takes a request or a response to. */
export interface ConsoleOutlets {
  clipboard: Clipboard;
  saving: Pick<Saving, 'save'>;
}

interface Kept {
  run: number;
  body: Buffer;
  charset: string;
  /** For the save dialog. */
  name: string;
}

/**
 * The requests of the window's console, one at a time, and the body of the last response. A request cancels the
 * previous one, and throws as `callApi` and `readReply` do, and `cancelled`. What concerns a response throws
 * `bad-request` when that belongs to another run.
 * @param noteSent called for every request that got a response
 * @param userId of whoever the access token belongs to
 */
export function createConsoleRuns(
  api: Pick<ApiClient, 'send' | 'failureOf'>,
  connection: Connection,
  { clipboard, saving }: ConsoleOutlets,
  noteSent: (request: ConsoleRequest) => void,
  userId: () => Promise<string | null>,
) {
  let underWay: { run: number; controller: AbortController } | undefined;
  let kept: Kept | undefined;

  function find(run: number): Kept {
    if (kept?.run === run) return kept;
    throw refused('answer-gone', 'This response is no longer available.');
  }

  function cancel(): void {
    underWay?.controller.abort(new AppError('cancelled', 'The request was cancelled.'));
    underWay = undefined;
  }

  async function sent(run: number, request: ConsoleRequest, signal: AbortSignal): Promise<ConsoleAnswer> {
    const began = performance.now();
    const reply = await callApi(api, connection, await filledRequest(request, userId), signal);
    noteSent(request);
    const body = withoutSecrets(await readReply(reply), reply.secrets);
    signal.throwIfAborted();
    const time = Math.round(performance.now() - began);
    const what = bodyKind(reply.headers, body);
    kept = { run, body, charset: what.charset, name: fileNameOf(request.path, what.kind) };
    const problem = isTrouble(reply.status) ? toFailure(api.failureOf(reply)) : null;
    return {
      status: reply.status,
      url: reply.url,
      time,
      size: body.byteLength,
      headers: shownHeaders(reply),
      ...what,
      problem,
    };
  }

  return {
    calls: {
      async sendRequest({ run, ...request }) {
        cancel();
        kept = undefined;
        const mine = { run, controller: new AbortController() };
        underWay = mine;
        try {
          return await sent(run, request, mine.controller.signal);
        } finally {
          if (underWay === mine) underWay = undefined;
        }
      },
      cancelRequest({ run }) {
        if (underWay?.run === run) cancel();
      },
      consoleBody: ({ run, from, to }) =>
        Uint8Array.from(find(run).body.subarray(from, Math.min(to, from + longestPiece))),
      async saveConsoleBody({ run }) {
        const { body, name } = find(run);
        return saving.save(name, 'answer', () => body);
      },
      async copyConsoleBody({ run }) {
        const { body, charset } = find(run);
        await clipboard.write(new TextDecoder(charset).decode(body));
      },
      async copyRequest({ as, ...request }) {
        const plain = checkedRequest(connection, await filledRequest(request, userId));
        await clipboard.write(requestAs(plain, connection.api.subscriptionKeyHeader, as));
      },
    } satisfies Partial<HandlersOf<'console'>>,
    /** Cancels a running request and clears the last response. */
    clear(): void {
      cancel();
      kept = undefined;
    },
  };
}

/** Statuses that mean the same for every request; a 404 is a normal response. */
function isTrouble(status: number): boolean {
  return status === 401 || status === 403 || status === 429 || status >= 500;
}

/** Secrets that the API echoes must not reach the page (R29). The length stays the same. */
function withoutSecrets(body: Buffer, secrets: readonly string[]): Buffer {
  for (const secret of secrets) {
    if (secret.length < shortestSecret) continue;
    for (let at = body.indexOf(secret); at >= 0; at = body.indexOf(secret, at + secret.length)) {
      body.fill('*', at, at + secret.length);
    }
  }
  return body;
}

/** The headers of a response; secrets that the API echoes must not reach the page (R29). */
export function shownHeaders({ headers, secrets }: ApiReply): ConsoleAnswer['headers'] {
  const hidden = (text: string) =>
    secrets.reduce(
      (rest, secret) => (secret.length < shortestSecret ? rest : rest.replaceAll(secret, '***')),
      text,
    );
  return [...headers].map(([name, value]) => ({ name, value: hidden(value) }));
}

const endings = { empty: '', json: '.json', text: '.txt', binary: '.bin' };

function fileNameOf(path: string, kind: ConsoleAnswer['kind']): string {
  const last = (path.split(/[?#]/)[0] ?? '').split('/').findLast((part) => part !== '') ?? '';
  const name = last.replaceAll(/[^\w.-]+/g, '-').slice(0, 80) || 'answer';
  return /\.\w{1,5}$/.test(name) ? name : `${name}${endings[kind]}`;
}
