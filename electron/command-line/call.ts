import { readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import type { ConsoleRequest } from '../contract/console.ts';
import type { ApiReply } from '../core/api/client.ts';
import { callApi, filledRequest, longestBody } from '../core/console/console.ts';
import { shownHeaders } from '../core/console/console-runs.ts';
import { AppError, systemCode } from '../core/errors.ts';
import type { Context } from './context.ts';
import { asText, readAll } from './input.ts';
import type { OpenedApi } from './opened-api.ts';

/** Parses `NAME:VALUE`. Throws `usage`. */
export function headerOf(text: string): ConsoleRequest['headers'][number] {
  const at = text.indexOf(':');
  if (at > 0) return { name: text.slice(0, at), value: text.slice(at + 1) };
  throw new AppError('usage', `--header takes NAME:VALUE, not "${text}".`);
}

/** The body from `--data`: the text itself, `@FILE`, or `@-` for standard input. Throws `usage`, `offline`. */
export async function bodyOf(data: string | undefined, signal: AbortSignal): Promise<string | null> {
  if (data === undefined || !data.startsWith('@')) return data ?? null;
  const what = `--data ${data}`;
  if (data === '@-') return asText(await readAll(0, signal, { what, limit: longestBody }), what);
  return asText(readData(data.slice(1), what), what);
}

function readData(file: string, what: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    const reason = systemCode(cause);
    const hint = 'Check the path. A text that begins with @ has to come from a file or by @-.';
    throw new AppError('usage', `${what} cannot be read (${reason}).`, { cause, hint });
  }
}

/**
 * Sends a request and writes the response body as it arrives; with `include`, its head comes first. Throws `usage` for
 * an invalid request, what `ApiClient.send` throws, and the matching failure for a status of 400 or more.
 */
export async function printAnswer(
  opened: Pick<OpenedApi, 'api' | 'chosen' | 'userId' | 'wait'>,
  request: ConsoleRequest,
  { output, signal, include }: Pick<Context, 'output' | 'signal'> & { include: boolean },
): Promise<void> {
  const reply = await answerTo(opened, request, signal);
  if (include) await output.write(headOf(reply));
  let last = 0x0a;
  for await (const chunk of reply.body) {
    await output.write(chunk);
    last = chunk.at(-1) ?? last;
  }
  if (last !== 0x0a && process.stdout.isTTY) await output.write('\n');
  if (reply.status >= 400) throw refusalOf(opened.api.failureOf(reply));
}

/** A read waits where the API asks for it (R49). */
async function answerTo(
  { api, chosen, userId, wait }: Pick<OpenedApi, 'api' | 'chosen' | 'userId' | 'wait'>,
  asked: ConsoleRequest,
  signal: AbortSignal,
): Promise<ApiReply> {
  const request = await filledRequest(asked, userId).catch(asUsage);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  for (;;) {
    const reply = await callApi(api, chosen.connection, request, signal).catch(asUsage);
    if (!isRead || reply.status < 400 || !(await wait(api.failureOf(reply), signal))) return reply;
    await reply.close();
  }
}

/** A request that the console in the window would also reject is an error in the arguments. */
function asUsage(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'bad-request') throw error;
  const hint = 'Run "max-desk call --help" to see what a request is made of.';
  throw new AppError('usage', error.message, { cause: error, hint });
}

/** A wrong path does not mean that the API's address is wrong, so the hint names the request instead. */
function refusalOf(failure: AppError): AppError {
  const { code, message, details } = failure;
  if (code !== 'api-bad-answer') return failure;
  const hint = 'Check the method, the path and the data; the answer itself is on standard output.';
  return new AppError(code, message, { cause: failure, hint, details });
}

function headOf(reply: ApiReply): string {
  const status = `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}`.trimEnd();
  const headers = shownHeaders(reply).map(({ name, value }) => `${name}: ${value}`);
  return [status, ...headers, '', ''].join('\r\n');
}
