import type { ReportQuestion } from '../../contract/report.ts';
import type { AgentMessage } from '../../core/agent/frames.ts';
import type { AgentOperation } from '../../core/agent/protocol.ts';
import type { AgentConnection } from './agent-connection.ts';
import type { createConnectionPool } from './connection-pool.ts';

interface ReportParts {
  pool: Pick<ReturnType<typeof createConnectionPool>, 'take' | 'giveBack' | 'giveUp'>;
  send: (connection: AgentConnection, operation: AgentOperation) => void;
}

/** The head of a report, then its frames of rows. Throws what the agent tells. */
export async function* reportBy(
  { pool, send }: ReportParts,
  question: ReportQuestion,
): AsyncGenerator<AgentMessage, void> {
  const connection = await pool.take();
  let isWhole = false;
  try {
    send(connection, { op: 'report', ...question });
    for (;;) {
      const message = await connection.next();
      if (message['type'] === 'end') {
        connection.challenge = String(message['challenge']);
        isWhole = true;
        return;
      }
      yield message;
    }
  } finally {
    if (isWhole) pool.giveBack(connection);
    else pool.giveUp(connection);
  }
}
