/** The agent of the window as the command line meets it. Loads nothing more unless this command line is paired. */

import type { AgentStatus } from '../../core/agent/protocol.ts';
import type { Tokens } from '../../core/auth/shared-tokens.ts';
import { agentPairingEntry } from '../../core/connection/stored-entries.ts';
import { toAppError } from '../../core/errors.ts';
import type { Context } from '../context.ts';
import type { IdentityOptions } from '../options.ts';

/** A call of the API that the agent makes; the path is below the API's address, or an address of its origin. */
export interface AgentCall {
  method: string;
  path: string;
  unitId?: string | undefined;
  headers: readonly (readonly [name: string, value: string])[];
  /** At most what fits into a frame with the rest of the call: about 60 KB. */
  body: string | null;
}

/** The response of the API to it, with any status. The body is read to its end, or closed. */
export interface AgentReply {
  status: number;
  url: string;
  headers: [name: string, value: string][];
  body: AsyncGenerator<Uint8Array, void>;
}

/** The window as a source of tokens, and of calls that it makes. */
export interface Agent {
  /** Throws `agent-refused` where only calls are granted, `agent-withdrawn`, `agent-unavailable`, and what the window meets. */
  tokens: Tokens;
  /** The subscription key that came with the last token; asks for a token if there was none. Throws as `tokens` does. */
  subscriptionKey(): Promise<string | undefined>;
  /** Throws as `tokens` does, but for `agent-refused`, and what the API client throws; the reason of the signal. */
  call(request: AgentCall, signal?: AbortSignal): Promise<AgentReply>;
  /** What is granted, for which account and connection. Asked once. */
  status(): Promise<AgentStatus>;
  /** Nothing is asked any more. */
  close(): void;
}

/**
 * The agent, where nothing else was named, this command line is paired and the window is there; else undefined. Throws
 * `storage`, `storage-locked` if the pairing cannot be read.
 */
export async function openAgent(
  context: Context,
  options: Partial<IdentityOptions> = {},
): Promise<Agent | undefined> {
  if (isIdentityNamed(context, options) || !context.home().hasSecret(agentPairingEntry)) return undefined;
  const { readPairing } = await import('./pairing-store.ts');
  const pairing = await readPairing(context);
  if (!pairing) return undefined;
  const { createAgentClient } = await import('./agent-client.ts');
  const client = createAgentClient(pairing, context);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const failure = toAppError(error);
    if (failure.code !== 'agent-unavailable') throw failure;
    if (failure.details['why'] === 'another') context.tell(`${failure.message} It is not asked.`);
    context.log.info('the window is not asked', { reason: failure.message });
    return undefined;
  }
}

/** Whether the connection, or who asks, was named in any way. */
function isIdentityNamed({ options: common, env }: Context, options: Partial<IdentityOptions>): boolean {
  const named = [
    common.connection,
    env['MAX_DESK_CONNECTION'],
    options.account,
    options['technical-account'],
    options['password-fd'],
    options['client-secret-fd'],
    options['client-certificate'],
  ];
  const isSet = named.some((each) => each !== undefined && each !== '');
  return isSet || options['client-credentials'] === true || options['password-stdin'] === true;
}
