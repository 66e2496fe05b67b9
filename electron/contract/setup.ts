/** How connections are added: by a set-up form, from a file, or proposed by a link. */
import { z } from 'zod';
import { ConnectionId } from './connections.ts';
import { Failure } from './failure.ts';
import { addressUses, setupFields, unitColumns, unitConditions } from './names.ts';
import { type CallsOf, done } from './shapes.ts';
import { Unit } from './units.ts';

const Answer = z.string().max(2_000);

/** The answers as typed, possibly incomplete or wrong: scopes separated by spaces, ports by spaces or commas. */
export const SetupAnswers = z.record(z.enum(setupFields), Answer);
export type SetupAnswers = z.output<typeof SetupAnswers>;

/**
 * The result of checking an answer. Only `wrong` prevents saving the connection. `failed` means that the check itself
 * failed, and sets `failure`.
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

/** A connection proposed by a link or a file from outside; nothing happens until the user accepts it. */
export const Proposal = z.object({
  id: z.number().int().nonnegative(),
  source: z.enum(['link', 'file']),
  name: z.string(),
  /**
   * Every address that the connection would contact, in full; `isKnown` if TK Elevator publishes it or a kept connection
   * uses it for the same.
   */
  addresses: z.array(z.object({ use: z.enum(addressUses), address: z.string(), isKnown: z.boolean() })),
  /** Name of the kept connection whose accounts would be signed in here, too, because it has the same sign-in. */
  sharesSignIn: z.string().nullable(),
  /** How it would have units read: the fields of columns, and what statuses mean. */
  fields: z.partialRecord(z.enum(unitColumns), z.string()),
  statuses: z.record(z.string(), z.enum(unitConditions)),
  /** Name of the kept connection that it would replace. */
  replaces: z.string().nullable(),
  /** Why it cannot be accepted; the other fields are empty then. */
  problem: Failure.nullable(),
});
export type Proposal = z.output<typeof Proposal>;

/** How somebody wants the units to be read: where each column is, '' for nowhere, and what statuses mean. */
export const ChosenReading = z.object({
  columns: z.record(z.enum(unitColumns), z.string().max(300)),
  statuses: z.record(z.string().min(1).max(200), z.enum(unitConditions)),
});
export type ChosenReading = z.output<typeof ChosenReading>;

/** What one page of the list has, and how it is read: the fields with an example each, and the first units. */
export const UnitsLook = z.object({
  received: z.number(),
  withoutId: z.number(),
  /** Items with the ID of another one: they would be one unit. */
  sameId: z.number(),
  fields: z.array(z.object({ path: z.string(), example: z.string() })),
  chosen: ChosenReading,
  /** The columns that are proposed by likelihood: somebody has to look at them. */
  unsure: z.array(z.enum(unitColumns)),
  statuses: z.array(z.object({ status: z.string(), condition: z.enum(unitConditions), count: z.number() })),
  units: z.array(Unit),
});
export type UnitsLook = z.output<typeof UnitsLook>;

export const setupCalls = {
  /**
   * The text of a connection file dropped onto the window; main asks the user first if an address is new. Throws
   * `cancelled` if the user declines, `configuration` if the text is invalid.
   */
  addConnection: {
    input: z.object({ text: z.string().max(65_536), name: z.string().max(260) }),
    output: done,
  },
  /** Saves a copy of a connection and returns its path; null when the user cancels. It never contains a secret. */
  exportConnection: { input: ConnectionId, output: z.string().nullable() },
  /** The initial answers: the published values of a region, nothing, or the values of a known connection. */
  setupAnswers: {
    input: z.union([z.object({ region: z.enum(['ea', 'ams', 'other']) }), ConnectionId]),
    output: SetupAnswers,
  },
  /**
   * Checks the answers so far; with `ask` it also asks the service, without sending secrets. A later call for the same
   * service cancels the earlier one (`cancelled`). An address that is new is contacted only if `confirm` is set and the
   * user agrees in a question of the system; without `confirm` there is no finding then.
   */
  checkConnection: {
    input: z.object({
      answers: SetupAnswers,
      ask: z.enum(['identity', 'api', 'hub']).nullable(),
      confirm: z.boolean(),
      replaces: z.string().max(128).nullable(),
    }),
    output: z.array(SetupFinding),
  },
  /**
   * Saves the described connection in place of `replaces` and makes it current; main asks the user first if an address is
   * new. Throws `cancelled` if the user declines, `configuration`, `storage`.
   */
  setUpConnection: {
    input: z.object({ answers: SetupAnswers, replaces: z.string().max(128).nullable() }),
    output: done,
  },
  /**
   * Looks at one page of the current connection's units, as they are chosen to be read or else as is proposed. `read`
   * asks for the page anew, `keep` saves what was chosen in the connection and opens that again. Throws `configuration`,
   * `managed`, `storage`, `cancelled` when that connection or the account is not current any more, and what reading the
   * list throws.
   */
  learnUnits: {
    input: z.object({
      connection: z.string().max(128),
      chosen: ChosenReading.nullable(),
      step: z.enum(['read', 'look', 'keep']),
    }),
    output: UnitsLook,
  },
  acceptProposal: { input: z.object({ id: z.number().int().nonnegative() }), output: done },
  declineProposal: { input: z.object({ id: z.number().int().nonnegative() }), output: done },
} satisfies CallsOf<'setup'>;
