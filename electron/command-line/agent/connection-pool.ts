import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import { type AgentConnection, connectToAgent } from './agent-connection.ts';
import type { AgentPairing } from './pairing-store.ts';

/** Connections at once; a call keeps one until its body has been read. */
const mostConnections = 16;
/** The agent closes a connection that is not used for a minute, ms. */
const idleTime = 45_000;

/** Connections to the agent that this command line is paired with, for requests at once. */
export function createConnectionPool(
  { agentKey, socket }: Pick<AgentPairing, 'agentKey' | 'socket'>,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
) {
  const idle: { connection: AgentConnection; since: number }[] = [];
  const waiting: (() => void)[] = [];
  let count = 0;

  function giveUp(connection: AgentConnection): void {
    connection.close();
    count -= 1;
    waiting.shift()?.();
  }

  function idleOne(): AgentConnection | undefined {
    for (let entry = idle.pop(); entry; entry = idle.pop()) {
      const { connection, since } = entry;
      if (connection.isOpen() && clock.steady() - since < idleTime) return connection;
      giveUp(connection);
    }
    return undefined;
  }

  async function open(): Promise<AgentConnection> {
    count += 1;
    try {
      const connection = await connectToAgent(socket, signal);
      if (connection.agentKey === agentKey) return connection;
      connection.close();
      throw another(socket);
    } catch (error) {
      count -= 1;
      waiting.shift()?.();
      throw error;
    }
  }

  return {
    /** One that nobody else uses; waits where too many are in use. Throws `agent-unavailable`. */
    async take(): Promise<AgentConnection> {
      for (;;) {
        const found = idleOne();
        if (found) return found;
        if (count < mostConnections) return open();
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.push(resolve);
        await promise;
      }
    },
    /** It has been asked and has answered. */
    giveBack(connection: AgentConnection): void {
      idle.push({ connection, since: clock.steady() });
      waiting.shift()?.();
    },
    /** An answer was not read to its end, or was an error. */
    giveUp,
    close(): void {
      for (const { connection } of idle.splice(0)) giveUp(connection);
    },
  };
}

function another(socket: string): AppError {
  return new AppError(
    'agent-unavailable',
    `What answers at ${socket} is not the MAX Desk that this command line was paired with.`,
    {
      hint: 'If the data of MAX Desk was removed or could not be kept, pair again by "max-desk agent pair".',
      details: { file: socket, text: 'another key', why: 'another' },
    },
  );
}
