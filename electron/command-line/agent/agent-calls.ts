import { encodeFrame } from '../../core/agent/frames.ts';
import type { AgentHead, AgentOperation } from '../../core/agent/protocol.ts';
import { AppError } from '../../core/errors.ts';
import type { AgentConnection } from './agent-connection.ts';
import type { AgentCall, AgentReply } from './agent-tokens.ts';
import type { createConnectionPool } from './connection-pool.ts';

interface CallParts {
  pool: Pick<ReturnType<typeof createConnectionPool>, 'take' | 'giveBack' | 'giveUp'>;
  send: (connection: AgentConnection, operation: AgentOperation) => void;
}

/** Has a call made. Throws `usage` for one that is too large, what the agent tells, and the reason of the signal. */
export async function callBy(
  { pool, send }: CallParts,
  request: AgentCall,
  signal: AbortSignal | undefined,
): Promise<AgentReply> {
  const operation: AgentOperation = { op: 'call', ...request };
  assertFits(operation);
  const connection = await pool.take();
  const abort = () => connection.close();
  signal?.addEventListener('abort', abort, { once: true });
  const finish = (isWhole: boolean) => {
    signal?.removeEventListener('abort', abort);
    if (isWhole) pool.giveBack(connection);
    else pool.giveUp(connection);
  };
  try {
    signal?.throwIfAborted();
    send(connection, operation);
    const { status, url, headers } = (await connection.next()) as unknown as AgentHead;
    const body = bodyOf(connection, finish);
    // A generator that has not begun would not finish when it is closed.
    await body.next();
    return { status, url, headers, body };
  } catch (error) {
    finish(false);
    throw signal?.aborted ? signal.reason : error;
  }
}

/** The first chunk is empty. */
async function* bodyOf(
  connection: AgentConnection,
  finish: (isWhole: boolean) => void,
): AsyncGenerator<Uint8Array, void> {
  let isWhole = false;
  try {
    yield Buffer.alloc(0);
    for (;;) {
      const message = await connection.next();
      if (message['type'] === 'body') {
        yield Buffer.from(String(message['base64']), 'base64');
        continue;
      }
      connection.challenge = String(message['challenge']);
      isWhole = true;
      return;
    }
  } finally {
    finish(isWhole);
  }
}

/** Throws `usage` for a call that does not fit into a frame. */
function assertFits(operation: AgentOperation): void {
  const largest = {
    type: 'request',
    request: JSON.stringify(operation),
    publicKey: '.'.repeat(43),
    signature: '.'.repeat(86),
  };
  try {
    encodeFrame(largest);
  } catch (cause) {
    throw new AppError('usage', 'A call that the window makes may have 64 KB at most, with its body.', {
      cause,
      hint: 'Sign in by "max-desk login" and name the account by --account: then the command line makes the call itself.',
    });
  }
}
