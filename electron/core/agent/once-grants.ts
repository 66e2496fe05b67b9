import type { Grants } from './grants.ts';
import type { AgentGrant } from './kept-grants.ts';
import type { AgentLink } from './link.ts';
import { grantEnded } from './refusals.ts';

/** A grant for once is for the first connection that has a use of it; it ends with that connection. */
export function createOnceGrants({ end }: Pick<Grants, 'end'>) {
  const users = new Map<string, { closed: AbortSignal; isUsed: boolean }>();

  return {
    /** Throws `agent-withdrawn` if another connection has it. */
    assertFirst({ id, term }: AgentGrant, { closed }: Pick<AgentLink, 'closed'>): void {
      if (term !== 'once') return;
      const first = users.get(id);
      if (first && first.closed !== closed) throw grantEnded('used');
      if (first) return;
      const user = { closed, isUsed: false };
      users.set(id, user);
      const release = () => {
        users.delete(id);
        // What was of no use may be tried again.
        if (user.isUsed) void end((grant) => grant.id === id, 'used');
      };
      closed.addEventListener('abort', release, { once: true });
    },
    /**
     * To be called before a use, because whoever leaves in the middle has had it, too.
     * @returns takes it back, for a use that failed
     */
    noteUsed({ id }: AgentGrant): () => void {
      const user = users.get(id);
      if (user === undefined || user.isUsed) return () => undefined;
      user.isUsed = true;
      return () => {
        user.isUsed = false;
      };
    },
  };
}
