import { abortable } from '../abortable.ts';
import type { ApiReply } from '../api/client.ts';
import { callApi, filledRequest } from '../console/console.ts';
import { shownHeaders } from '../console/console-runs.ts';
import { AppError } from '../errors.ts';
import { createQueue } from '../queue.ts';
import type { AgentAccess, GrantedAccount } from './access.ts';
import type { Grants } from './grants.ts';
import type { AgentGrant } from './kept-grants.ts';
import type { AgentLink } from './link.ts';
import type { CheckedOperation } from './messages.ts';
import { createOnceGrants } from './once-grants.ts';
import type { AgentHead, AgentStatus, AgentToken } from './protocol.ts';
import { sendReport } from './report-frames.ts';
import { createSecretEraser } from './secret-eraser.ts';

/** Bytes of a response in one frame: base64 makes four of three, and the frame has more in it. */
const longestPart = 45_000;

/** By a part of a response, or one in another coding, a secret in it could be had in pieces that nobody finds. */
const slicingHeaders: ReadonlySet<string> = new Set(['range', 'if-range', 'accept-encoding']);

interface RequestsParts {
  grants: Pick<Grants, 'ending' | 'end' | 'noteUse'>;
  access: Pick<AgentAccess, 'open'>;
}

type Way = Pick<AgentLink, 'send' | 'closed'>;

export type AgentRequests = ReturnType<typeof createRequests>;

/** What a paired program asks for. Everything ends as soon as the grant or the connection does. */
export function createRequests({ grants, access }: RequestsParts) {
  const once = createOnceGrants(grants);
  /** One at a time: the window asks the ledger, too. */
  const reportsInTurn = createQueue();
  return {
    /** Sends all of an answer but its last message, which it returns. Throws what the program has to be told. */
    async run(grant: AgentGrant, operation: CheckedOperation, way: Way): Promise<object> {
      const signal = AbortSignal.any([grants.ending(grant), way.closed]);
      const until = <T>(work: Promise<T>) => abortable(work, signal);
      const isThis = ({ id }: AgentGrant) => id === grant.id;
      grants.noteUse(grant);
      switch (operation.op) {
        case 'status':
          return statusOf(grant, await until(access.open(grant)));
        case 'forget':
          await grants.end(isThis, 'withdrawn');
          return { type: 'forgotten' };
        case 'token': {
          once.assertFirst(grant, way);
          const found = await until(tokenOf(grant, operation, access));
          if (grant.term === 'once') await grants.end(isThis, 'used');
          return found;
        }
        case 'report': {
          once.assertFirst(grant, way);
          const account = await until(access.open(grant));
          const takeBack = once.noteUsed(grant);
          try {
            await until(reportsInTurn(() => report(account, operation, { ...way, signal })));
          } catch (error) {
            if (!way.closed.aborted) takeBack();
            throw error;
          }
          return { type: 'end' };
        }
        case 'call': {
          once.assertFirst(grant, way);
          const account = await until(access.open(grant));
          const takeBack = once.noteUsed(grant);
          try {
            await until(call(account, operation, { ...way, signal }));
          } catch (error) {
            if (!way.closed.aborted) takeBack();
            throw error;
          }
          return { type: 'end' };
        }
      }
    },
  };
}

async function tokenOf(
  grant: AgentGrant,
  { rejected }: Extract<CheckedOperation, { op: 'token' }>,
  access: RequestsParts['access'],
): Promise<AgentToken> {
  if (grant.right !== 'token') throw callsOnly();
  const account = await access.open(grant);
  const { accessToken, expiresAt, scopes } = await account.token(rejected);
  const subscriptionKey = (await account.subscriptionKey()) ?? null;
  return {
    type: 'token',
    accessToken,
    expiresAt: Number.isFinite(expiresAt) ? expiresAt : null,
    scopes,
    account: accountOf(account),
    subscriptionKey,
  };
}

/** Sends head and body of the API's response as they come. */
async function call(
  { api, connection, userId }: GrantedAccount,
  operation: Extract<CheckedOperation, { op: 'call' }>,
  { send, signal }: Pick<AgentLink, 'send'> & { signal: AbortSignal },
): Promise<void> {
  const headers = operation.headers.map(([name, value]) => ({ name, value }));
  const slicing = headers.find(({ name }) => slicingHeaders.has(name.trim().toLowerCase()));
  if (slicing)
    throw new AppError('bad-request', `MAX Desk does not send the header "${slicing.name}" for a program.`);
  const request = await filledRequest({ ...operation, headers }, userId);
  signal.throwIfAborted();
  const reply = await callApi(api, connection, request, signal);
  try {
    await send({ type: 'head', ...headOf(reply) });
    for await (const part of partsOf(reply)) {
      signal.throwIfAborted();
      await send({ type: 'body', base64: part.toString('base64') });
    }
  } finally {
    await reply.close();
  }
}

async function report(
  account: GrantedAccount,
  { from, to, by, language }: Extract<CheckedOperation, { op: 'report' }>,
  way: Pick<AgentLink, 'send'> & { signal: AbortSignal },
): Promise<void> {
  way.signal.throwIfAborted();
  const question = { from, to, by, language };
  await sendReport(await account.report(question), question, way);
}

function callsOnly(): AppError {
  return new AppError('agent-refused', 'This program may have calls made, but not have the token.', {
    hint: 'Pair it again and allow the token in the window of MAX Desk, or use "max-desk call" or "max-desk units".',
  });
}

function accountOf({ accountId, person }: GrantedAccount): AgentStatus['account'] {
  return { id: accountId, name: person.name, email: person.email, userId: person.id || null };
}

function statusOf({ right, term, until, connectionId }: AgentGrant, account: GrantedAccount): AgentStatus {
  const { connection } = account;
  return {
    type: 'status',
    right,
    term,
    until,
    connection: { id: connectionId, name: connection.name, file: JSON.stringify(connection) },
    account: accountOf(account),
  };
}

function headOf(reply: ApiReply): AgentHead {
  const headers = shownHeaders(reply).map(({ name, value }): [string, string] => [name, value]);
  return { status: reply.status, url: reply.url, headers };
}

/** The body without the secrets that were sent, in parts that fit into a frame. */
async function* partsOf(reply: ApiReply): AsyncGenerator<Buffer> {
  const eraser = createSecretEraser(reply.secrets);
  for await (const chunk of reply.body) yield* cut(eraser.push(chunk));
  yield* cut(eraser.rest());
}

function* cut(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += longestPart) yield bytes.subarray(at, at + longestPart);
}
