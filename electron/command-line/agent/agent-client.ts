import type { ReportQuestion } from '../../contract/report.ts';
import { keySignature } from '../../core/agent/keys.ts';
import {
  type AgentOperation,
  type AgentStatus,
  type AgentToken,
  requestProof,
} from '../../core/agent/protocol.ts';
import type { IssuedToken } from '../../core/auth/shared-tokens.ts';
import type { Context } from '../context.ts';
import { callBy } from './agent-calls.ts';
import type { AgentConnection } from './agent-connection.ts';
import { reportBy } from './agent-reports.ts';
import type { Agent, AgentCall } from './agent-tokens.ts';
import { createConnectionPool } from './connection-pool.ts';
import type { AgentPairing } from './pairing-store.ts';

/** A token with less left than this is asked for again, ms. */
const leastLeft = 60_000;

/** The agent of the window that this command line is paired with. */
export function createAgentClient(pairing: AgentPairing, context: Pick<Context, 'clock' | 'signal'>) {
  const pool = createConnectionPool(pairing, context);
  let held: { token: IssuedToken; subscriptionKey: string | undefined } | undefined;
  let asking: Promise<IssuedToken> | undefined;
  let known: Promise<AgentStatus> | undefined;

  function send(connection: AgentConnection, operation: AgentOperation): void {
    const request = JSON.stringify(operation);
    const { publicKey } = pairing.key;
    const signature = keySignature(requestProof(connection.challenge, request), pairing.key);
    connection.send({ type: 'request', publicKey, request, signature });
  }

  /** An answer of one message. */
  async function ask<T>(operation: AgentOperation): Promise<T> {
    const connection = await pool.take();
    try {
      send(connection, operation);
      const answer = await connection.next();
      connection.challenge = String(answer['challenge']);
      pool.giveBack(connection);
      return answer as T;
    } catch (error) {
      pool.giveUp(connection);
      throw error;
    }
  }

  async function askForToken(rejected: string | undefined): Promise<IssuedToken> {
    const found = await ask<AgentToken>({ op: 'token', ...(rejected === undefined ? {} : { rejected }) });
    const { accessToken, expiresAt, scopes, account, subscriptionKey } = found;
    const { id, name, email, userId } = account;
    const token: IssuedToken = {
      accessToken,
      expiresAt: expiresAt ?? Number.POSITIVE_INFINITY,
      scopes,
      accountId: id,
      person: { id: userId ?? '', name, email, employee: null },
      source: 'agent',
    };
    held = { token, subscriptionKey: subscriptionKey ?? undefined };
    return token;
  }

  async function tokens(rejected?: string): Promise<IssuedToken> {
    const token = held?.token;
    const isGood = token && token.accessToken !== rejected;
    if (isGood && token.expiresAt - context.clock.now() > leastLeft) return token;
    asking ??= askForToken(rejected).finally(() => {
      asking = undefined;
    });
    return asking;
  }

  return {
    /** Throws `agent-unavailable` if nobody is there, or somebody else. */
    async connect(): Promise<void> {
      pool.giveBack(await pool.take());
    },
    /** Takes the pairing back. Throws `agent-unavailable`, `agent-withdrawn`. */
    forget: () => ask<object>({ op: 'forget' }),
    tokens,
    async subscriptionKey() {
      if (!held) await tokens();
      return held?.subscriptionKey;
    },
    status() {
      known ??= ask<AgentStatus>({ op: 'status' });
      return known;
    },
    /** A report's head, and its frames of rows. Throws as the agent does, and `storage`. */
    report: (question: ReportQuestion) => reportBy({ pool, send }, question),
    call: (request: AgentCall, signal?: AbortSignal) => callBy({ pool, send }, request, signal),
    close: pool.close,
  } satisfies Agent & Record<string, unknown>;
}
