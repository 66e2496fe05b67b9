import type { ConnectionSummary } from '../../contract/connections.ts';
import { identityId } from '../connection/connection-ids.ts';
import type { Workplace } from '../workplace.ts';
import type { Grants } from './grants.ts';
import type { AgentGrant } from './kept-grants.ts';

/**
 * Ends the grants of who signs out, and of a connection that is removed (R28). What was never there in this run says nothing:
 * it may still be loading, or be locked.
 */
export function createAccountFollower(grants: Pick<Grants, 'load' | 'end'>) {
  /** Ids in lower case, by identity. */
  const seen = new Map<string, Set<string>>();
  const identities = new Map<string, string>();
  let known = new Set<string>();

  function identityOf({ id, connection }: Workplace): string {
    const identity = identities.get(id) ?? identityId(connection);
    identities.set(id, identity);
    return identity;
  }

  async function end(isMeant: (grant: AgentGrant) => boolean): Promise<void> {
    await grants.load();
    await grants.end(isMeant, 'signed-out');
  }

  function followAccounts(here: Workplace): void {
    const { phase, accounts, problem } = here.session.state();
    // After a disk or a keyring that refuses nobody has signed out.
    if (phase === 'restoring' || problem?.code === 'storage' || problem?.code === 'storage-locked') return;
    const identity = identityOf(here);
    const now = new Set(accounts.map(({ id }) => id.toLowerCase()));
    const gone = missing(seen.get(identity), now);
    seen.set(identity, now);
    if (gone.size === 0) return;
    void end((grant) => grant.identityId === identity && gone.has(grant.accountId.toLowerCase()));
  }

  /** @param connections all that are known, with the current one */
  return (here: Workplace | undefined, connections: readonly Pick<ConnectionSummary, 'id'>[]): void => {
    if (here) followAccounts(here);
    const now = new Set(connections.map(({ id }) => id));
    const removed = missing(known, now);
    known = now;
    if (removed.size > 0) void end(({ connectionId }) => removed.has(connectionId));
  };
}

/** What was there before and is not now. */
function missing(before: ReadonlySet<string> | undefined, now: ReadonlySet<string>): Set<string> {
  return new Set([...(before ?? [])].filter((each) => !now.has(each)));
}
