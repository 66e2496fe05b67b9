/** How connections come in: set up by answers, from a file, or proposed by a link. */
import { z } from 'zod';
import { ConnectionId } from './connections.ts';
import { Failure } from './failure.ts';
import { setupFields } from './names.ts';
import { type CallsOf, done } from './shapes.ts';

const Answer = z.string().max(2_000);

/** The answers as they were typed, half finished or wrong: scopes with spaces between, ports with spaces or commas. */
export const SetupAnswers = z.record(z.enum(setupFields), Answer);
export type SetupAnswers = z.output<typeof SetupAnswers>;

/**
 * What a check of an answer has found. Only a `wrong` one stands in the way of keeping the connection. `failed` has a
 * failure: the check itself did not get through.
 */
export const SetupFinding = z.object({
  field: z.enum(setupFields),
  outcome: z.enum(['good', 'doubtful', 'wrong']),
  finding: z.enum([
    'missing',
    'malformed',
    'unusual',
    'already-known',
    'answers',
    'asks-for-sign-in',
    'nothing-there',
    'policy-known',
    'provider-found',
    'accepted',
    'unknown',
    'refused',
    'failed',
  ]),
  details: z.record(z.string(), z.string()),
  failure: Failure.nullable(),
});
export type SetupFinding = z.output<typeof SetupFinding>;

/** A connection that a link or a file from outside asks to be taken; nothing happens with it before a person says so. */
export const Proposal = z.object({
  id: z.number().int().nonnegative(),
  source: z.enum(['link', 'file']),
  name: z.string(),
  /** Every host that it would have us contact: where people sign in, the API, the hub, and whatever else it names. */
  identityHost: z.string(),
  apiHost: z.string().nullable(),
  hubHost: z.string().nullable(),
  otherHosts: z.array(z.string()),
  /** Those of them that are not known to be TK Elevator's, nor in use by a connection that is kept. */
  unknownHosts: z.array(z.string()),
  /** The kept connection that it would take the place of. */
  replaces: z.string().nullable(),
  /** Why it cannot be taken; then the rest is empty. */
  problem: Failure.nullable(),
});
export type Proposal = z.output<typeof Proposal>;

export const setupCalls = {
  /** A connection file's text, dropped onto the window. Throws `configuration` when it is none. */
  addConnection: {
    input: z.object({ text: z.string().max(65_536), name: z.string().max(260) }),
    output: done,
  },
  /** Where to a copy of a connection went; null when the person cancels. It never holds a secret. */
  exportConnection: { input: ConnectionId, output: z.string().nullable() },
  /** What a set-up begins with: what is published of a region, nothing, or a known connection's values. */
  setupAnswers: {
    input: z.union([z.object({ region: z.enum(['ea', 'ams', 'other']) }), ConnectionId]),
    output: SetupAnswers,
  },
  /**
   * Looks at the answers so far; with `ask` also at the service itself, which is told nothing secret. A later question to
   * the same service ends the one before with `cancelled`.
   */
  checkConnection: {
    input: z.object({
      answers: SetupAnswers,
      ask: z.enum(['identity', 'api', 'hub']).nullable(),
      replaces: z.string().max(128).nullable(),
    }),
    output: z.array(SetupFinding),
  },
  /** Keeps what the answers describe and makes it current, in the place of `replaces`. Throws `configuration`, `storage`. */
  setUpConnection: {
    input: z.object({ answers: SetupAnswers, replaces: z.string().max(128).nullable() }),
    output: done,
  },
  acceptProposal: { input: z.object({ id: z.number().int().nonnegative() }), output: done },
  declineProposal: { input: z.object({ id: z.number().int().nonnegative() }), output: done },
} satisfies CallsOf<'setup'>;
