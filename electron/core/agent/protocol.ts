/**
 * What programs and the agent say to each other, as docs/agent.md has it. Free of zod: the command line starts with it.
 * Nonces, challenges, keys and signatures are base64url without padding.
 */
import { hash } from 'node:crypto';
import type { ErrorCode } from '../../contract/failure.ts';
import type { LedgerState } from '../../contract/ledger.ts';
import type { AgentRight, GrantTerm } from '../../contract/names.ts';
import type { ReportQuestion } from '../../contract/report.ts';
import type { ReportSubject } from '../../contract/report-words.ts';

/** The version of the protocol; a program names those that it speaks. */
export const protocolVersion = 1;

/** What the agent answers a `hello`. The signature is over `helloText`. */
export interface AgentHello {
  type: 'hello';
  version: number;
  publicKey: string;
  signature: string;
  challenge: string;
}

/** What a program has been granted. `until` is ms since 1970, null for no end. */
export interface GrantFacts {
  right: AgentRight;
  term: GrantTerm;
  until: number | null;
}

/** The answer to `status`. `connection.file` is the text of its connection file, which holds no secret. */
export interface AgentStatus extends GrantFacts {
  type: 'status';
  connection: { id: string; name: string; file: string };
  account: { id: string; name: string; email: string | null; userId: string | null };
}

/** The answer to `token`. `expiresAt` is ms since 1970, null for a token that does not say. */
export interface AgentToken {
  type: 'token';
  accessToken: string;
  expiresAt: number | null;
  scopes: string[];
  account: AgentStatus['account'];
  subscriptionKey: string | null;
}

/** The head of the API's response to a `call`. */
export interface AgentHead {
  status: number;
  url: string;
  headers: [name: string, value: string][];
}

/**
 * The beginning of the answer to `report`: its rows follow, each with a cell for each of the fields. Times are ms since 1970;
 * `kept` and `since` are those of the ledger, `count` is the number of rows.
 */
export interface AgentReport {
  type: 'report';
  by: ReportSubject;
  from: number;
  to: number;
  units: number;
  count: number;
  fields: readonly string[];
  kept: LedgerState['phase'];
  since: number | null;
}

/** Codes of errors that only the protocol has; all others are those of the contract. */
export type AgentErrorCode = ErrorCode | 'agent-busy' | 'agent-quiet' | 'agent-version';

/** `seconds`: after which time to ask again. `challenge` is missing where the agent closes the connection. */
export interface AgentErrorMessage {
  type: 'error';
  code: AgentErrorCode;
  message: string;
  hint: string;
  seconds?: number;
  challenge?: string;
}

/** What a program may ask once it is paired. */
export type AgentOperation =
  | { op: 'status' }
  | { op: 'forget' }
  | { op: 'token'; rejected?: string | undefined }
  | ({ op: 'report' } & ReportQuestion)
  | {
      op: 'call';
      method: string;
      path: string;
      unitId?: string | undefined;
      headers: readonly (readonly [name: string, value: string])[];
      body: string | null;
    };

/** What the agent signs for a program that has sent this nonce. */
export function helloText(nonce: string, challenge: string): string {
  return `max-desk-agent v1 hello\n${nonce}\n${challenge}`;
}

/** What a program signs for a request, whose bytes are those of this JSON text. */
export function requestProof(challenge: string, request: string): string {
  return `max-desk-agent v1\n${challenge}\n${hash('sha256', request)}`;
}

/** What a program is bound to before it knows the agent's nonce. */
export function commitmentOf(nonce: string, publicKey: string): string {
  return hash('sha256', `max-desk-agent v1 commitment\n${nonce}\n${publicKey}`);
}

/** What both sides know after the pairing's nonces were exchanged. */
export interface PairingFacts {
  /** The agent's. */
  agentKey: string;
  /** The program's. */
  publicKey: string;
  agentNonce: string;
  nonce: string;
  name: string;
  path: string;
}

/** What a program signs to show that the key is its own; the code is made of its hash. */
export function pairingText({ agentKey, publicKey, agentNonce, nonce, name, path }: PairingFacts): string {
  // Hashes, because name and path may hold line breaks.
  const lines = [agentKey, publicKey, agentNonce, nonce, hash('sha256', name), hash('sha256', path)];
  return ['max-desk-agent v1 pairing', ...lines].join('\n');
}

/** Six digits that are the same on both sides only if nobody stands in between. */
export function pairingCode(facts: PairingFacts): string {
  const digest = hash('sha256', pairingText(facts));
  return String(Number.parseInt(digest.slice(0, 8), 16) % 1_000_000).padStart(6, '0');
}
