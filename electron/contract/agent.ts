/** The agent: other programs of this user have calls made, or get the access token, after the user has allowed it. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { agentRights, grantTerms } from './names.ts';
import { type CallsOf, done, nothing } from './shapes.ts';

/**
 * A program that may ask. Name and path are what the program says of itself; only its key identifies it. `connection` and
 * `account` are names to show. Times are ms since 1970; `until` is null where the term has no end.
 */
export const AgentProgram = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  connection: z.string(),
  account: z.string(),
  right: z.enum(agentRights),
  term: z.enum(grantTerms),
  until: z.number().nullable(),
  pairedAt: z.number(),
  lastUsed: z.number().nullable(),
});
export type AgentProgram = z.output<typeof AgentProgram>;

/** What a program could be granted: an account that is signed in, on a connection. */
export const AgentChoice = z.object({
  connectionId: z.string(),
  connection: z.string(),
  accountId: z.string(),
  account: z.string(),
});
export type AgentChoice = z.output<typeof AgentChoice>;

/** A program that asks to be paired: the user compares the six digits of `code`; it waits until `endsAt`, ms since 1970. */
export const AgentRequest = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  code: z.string(),
  endsAt: z.number(),
  choices: z.array(AgentChoice),
});
export type AgentRequest = z.output<typeof AgentRequest>;

/**
 * `elsewhere`: another window of this user serves the programs; `failed`: the socket could not be opened, `problem` says
 * why. `socket` is its path while the agent listens.
 */
export const AgentState = z.object({
  phase: z.enum(['off', 'listening', 'elsewhere', 'failed']),
  socket: z.string().nullable(),
  problem: Failure.nullable(),
  request: AgentRequest.nullable(),
  /** Until when no program is asked about, because the last three were not allowed; ms since 1970. */
  quietUntil: z.number().nullable(),
  programs: z.array(AgentProgram),
});
export type AgentState = z.output<typeof AgentState>;

export const agentCalls = {
  /** Allows the program that asks what the user has chosen. */
  grantProgram: {
    input: z.object({
      id: z.string(),
      connectionId: z.string(),
      accountId: z.string(),
      right: z.enum(agentRights),
      term: z.enum(grantTerms),
    }),
    output: done,
  },
  /** Refuses the program that asks. */
  refuseProgram: { input: z.object({ id: z.string() }), output: done },
  /** Programs may ask again before the silence after three that were not allowed is over. */
  endAgentQuiet: { input: nothing, output: done },
  /** Takes the access of a program back. */
  withdrawProgram: { input: z.object({ id: z.string() }), output: done },
} satisfies CallsOf<'agent'>;
