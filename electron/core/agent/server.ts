import type { Socket } from 'node:net';
import { type ConversationParts, converse, type Standing } from './conversation.ts';
import { type AgentLink, createLink } from './link.ts';
import { type AgentListener, openAgentListener } from './listener.ts';

/** Connections at once; more are closed as they come. */
const mostLinks = 64;
/** Of these, connections of programs that have not shown a key of a grant, and are not asked about. */
const mostStrangers = 8;

/** Serves programs on the socket. Undefined where another window does. Throws `agent-unavailable`, `storage`. */
export async function openAgentServer(socket: string, parts: ConversationParts): Promise<AgentListener> {
  const links = new Map<AgentLink, Standing>();

  function take(connection: Socket): void {
    const link = createLink(connection, parts.clock);
    const strangers = [...links].filter(([, standing]) => standing === 'stranger');
    const isFull = links.size >= mostLinks;
    if (isFull && strangers.length === 0) {
      link.close();
      return;
    }
    // The one that has waited longest: an honest program is done within milliseconds.
    if (isFull || strangers.length >= mostStrangers) strangers[0]?.[0].close();
    links.set(link, 'stranger');
    link.closed.addEventListener('abort', () => links.delete(link), { once: true });
    void converse(link, parts, (standing) => {
      if (links.has(link)) links.set(link, standing);
    });
  }

  const listener = await openAgentListener(socket, take);
  return (
    listener && {
      close() {
        const closed = listener.close();
        for (const link of links.keys()) link.close();
        return closed;
      },
    }
  );
}
