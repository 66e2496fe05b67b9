/** The API console. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { consoleMethods, requestForms } from './names.ts';
import { type CallsOf, done, nothing, Run } from './shapes.ts';
import { UnitId } from './units.ts';

/** A request as the user wrote it, without token and subscription key: main adds them (R29). */
export const ConsoleRequest = z.object({
  method: z.enum(consoleMethods),
  /** A path below the base URL, or an absolute URL with the API's origin; `{unitId}` and `{userId}` are filled in. */
  path: z.string().min(1).max(8_192),
  /** What `{unitId}` stands for. */
  unitId: UnitId.optional(),
  headers: z.array(z.object({ name: z.string().max(256), value: z.string().max(8_192) })).max(50),
  /** At most 10 MB; null for no body. */
  body: z.string().max(10_485_760).nullable(),
});
export type ConsoleRequest = z.output<typeof ConsoleRequest>;

/** A form in which a request can be copied. */
export type RequestForm = (typeof requestForms)[number];

/** An API response, whatever its status. The body stays in main; the page reads it with `consoleBody`. */
export const ConsoleAnswer = z.object({
  status: z.number(),
  /** The address that was asked, as it was sent. */
  url: z.string(),
  /** Time until the body was complete, ms. */
  time: z.number(),
  /** Size of the body, bytes. */
  size: z.number(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  kind: z.enum(['empty', 'json', 'text', 'binary']),
  /** The text's encoding, as a TextDecoder label. */
  charset: z.string(),
  /** What an error status means, if known. */
  problem: Failure.nullable(),
});
export type ConsoleAnswer = z.output<typeof ConsoleAnswer>;

/** A saved request with a name, headers and body. */
export const ConsoleFavourite = z.object({
  name: z.string().trim().min(1).max(80),
  request: ConsoleRequest.extend({ body: z.string().max(65_536).nullable() }),
});
export type ConsoleFavourite = z.output<typeof ConsoleFavourite>;

/** What the history keeps of a request: never its headers, its body or the response. */
export const ConsolePast = ConsoleRequest.pick({ method: true, path: true });
export type ConsolePast = z.output<typeof ConsolePast>;

export const consoleCalls = {
  /** Sends a console request and cancels the one under way. */
  sendRequest: { input: ConsoleRequest.extend(Run.shape), output: ConsoleAnswer },
  cancelRequest: { input: Run, output: done },
  /** Part of the last response body, from byte `from` up to, but not including, byte `to`. */
  consoleBody: {
    input: Run.extend({ from: z.number().int().nonnegative(), to: z.number().int().nonnegative() }),
    output: z.instanceof(Uint8Array),
  },
  /** Asks where to save, then saves the last response body unchanged; null when the user cancels. */
  saveConsoleBody: { input: Run, output: z.object({ file: z.string() }).nullable() },
  /** Copies the last response body, which must be text. */
  copyConsoleBody: { input: Run, output: done },
  /** Copies a request as a text to run elsewhere, which says where token and key come from, but holds neither. */
  copyRequest: { input: ConsoleRequest.extend({ as: z.enum(requestForms) }), output: done },
  /** The history has the newest first, at most 50. */
  consoleKept: {
    input: nothing,
    output: z.object({ history: z.array(ConsolePast), favourites: z.array(ConsoleFavourite) }),
  },
  clearHistory: { input: nothing, output: done },
  keepFavourites: {
    input: z.object({ favourites: z.array(ConsoleFavourite).max(100) }),
    output: done,
  },
} satisfies CallsOf<'console'>;
