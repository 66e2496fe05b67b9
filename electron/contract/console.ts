/** The API console. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { consoleMethods } from './names.ts';
import { type CallsOf, done, nothing } from './shapes.ts';

const ConsolePath = z.string().min(1).max(8_192);

/** A request as somebody has written it; the token and the key are not in it: main adds them (R29). */
export const ConsoleRequest = z.object({
  method: z.enum(consoleMethods),
  /** Below the base URL, or an absolute URL of the API's origin. */
  path: ConsolePath,
  headers: z.array(z.object({ name: z.string().max(256), value: z.string().max(8_192) })).max(50),
  /** Of at most 10 MB; null for none. */
  body: z
    .string()
    .max(10 * 1024 * 1024)
    .nullable(),
});
export type ConsoleRequest = z.output<typeof ConsoleRequest>;

/** An answer of the API, whatever its status. The body stays in main and is asked for with `consoleBody`. */
export const ConsoleAnswer = z.object({
  status: z.number(),
  /** Until the body was complete, ms. */
  time: z.number(),
  /** Of the body, bytes. */
  size: z.number(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  kind: z.enum(['empty', 'json', 'text', 'binary']),
  /** The text's encoding, as TextDecoder takes it. */
  charset: z.string(),
  /** What an unwelcome status means, where that is known. */
  problem: Failure.nullable(),
});
export type ConsoleAnswer = z.output<typeof ConsoleAnswer>;

/** A request under a name, with its headers and its body. */
export const ConsoleFavourite = z.object({
  name: z.string().trim().min(1).max(80),
  request: ConsoleRequest.extend({
    body: z
      .string()
      .max(64 * 1024)
      .nullable(),
  }),
});
export type ConsoleFavourite = z.output<typeof ConsoleFavourite>;

/** What is kept of a request that was made: never its headers, its body or the answer. */
export const ConsolePast = z.object({ method: z.enum(consoleMethods), path: ConsolePath });
export type ConsolePast = z.output<typeof ConsolePast>;

export const ConsoleKept = z.object({
  /** The newest first, at most 50. */
  history: z.array(ConsolePast),
  favourites: z.array(ConsoleFavourite),
});
export type ConsoleKept = z.output<typeof ConsoleKept>;

/** Names one request of the console. */
const ConsoleRun = z.object({ run: z.number().int().nonnegative() });

export const consoleCalls = {
  /** Sends a request of the console; one under way is cancelled. */
  sendRequest: { input: ConsoleRequest.extend(ConsoleRun.shape), output: ConsoleAnswer },
  cancelRequest: { input: ConsoleRun, output: done },
  /** A part of the last answer's body: bytes `from` up to, and without, `to`. */
  consoleBody: {
    input: ConsoleRun.extend({ from: z.number().int().nonnegative(), to: z.number().int().nonnegative() }),
    output: z.instanceof(Uint8Array),
  },
  /** Asks where to, and saves the last answer's body as it came; null when the person cancels. */
  saveConsoleBody: { input: ConsoleRun, output: z.object({ file: z.string() }).nullable() },
  /** Copies the last answer's body, which must be text. */
  copyConsoleBody: { input: ConsoleRun, output: done },
  /** Copies a request for a shell, with placeholders for the token and the key. */
  copyRequest: { input: ConsoleRequest, output: done },
  consoleKept: { input: nothing, output: ConsoleKept },
  clearConsoleHistory: { input: nothing, output: done },
  keepFavourites: {
    input: z.object({ favourites: z.array(ConsoleFavourite).max(100) }),
    output: done,
  },
} satisfies CallsOf<'console'>;
