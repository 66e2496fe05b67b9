import type { AgentChoice } from '../../contract/agent.ts';
import type { AccessToken } from '../../contract/session.ts';
import { type ApiClient, createApiClient } from '../api/client.ts';
import { sameAccount } from '../auth/accounts.ts';
import { type Person, userIdIn } from '../auth/claims.ts';
import { createClientSource } from '../auth/msal/client-source.ts';
import { createPersonTokens } from '../auth/person-tokens.ts';
import { createStoredAccounts } from '../auth/stored-accounts.ts';
import type { Connection } from '../connection/connection-file.ts';
import { connectionId, identityId } from '../connection/connection-ids.ts';
import { subscriptionKeyEntry } from '../connection/stored-entries.ts';
import type { Shared } from '../connections/connection-shares.ts';
import type { RunPorts, WayPorts } from '../desk/desk-ports.ts';
import { AppError } from '../errors.ts';
import { createQueue } from '../queue.ts';
import type { ConnectionChoice, Workplace } from '../workplace.ts';
import type { AgentGrant } from './kept-grants.ts';

/** A connection whose sign-ins may be used, with what its accounts are kept in. */
export interface ReachableConnection {
  choice: ConnectionChoice;
  shared: Shared;
}

export interface AccessParts {
  run: Pick<RunPorts, 'clock' | 'log'>;
  ways: Pick<WayPorts, 'http'>;
  /** The current connection, whose token is at hand. */
  current: () => Workplace | undefined;
  reachable: () => Promise<ReachableConnection[]>;
}

/** What a grant gives access to. */
export interface GrantedAccount {
  connection: Connection;
  accountId: string;
  person: Person;
  api: ApiClient;
  /** Never those of another account. Throws as `Tokens` do. */
  token: (rejected?: string) => Promise<AccessToken>;
  subscriptionKey: () => Promise<string | undefined>;
  /** Null if the token names nobody. */
  userId: () => Promise<string | null>;
}

export type AgentAccess = ReturnType<typeof createAgentAccess>;

/**
 * The accounts that programs may be granted: all that are signed in on a connection that somebody has agreed to, whichever
 * is current. No pasted token is among them: it is for the window alone.
 */
export function createAgentAccess(parts: AccessParts) {
  const places = new Map<string, GrantPlace>();

  function placeOf(reached: ReachableConnection): GrantPlace {
    const id = connectionId(reached.choice.connection);
    const place = places.get(id) ?? createPlace(parts, reached);
    places.set(id, place);
    return place;
  }

  /** The token of the account that the window shows is at hand; a new one is not fetched twice. */
  async function currentGrant(place: GrantPlace, accountId: string, rejected?: string) {
    const here = parts.current();
    const account = here?.session.state().account;
    if (here?.id !== place.id || !account || account.pasted || !sameAccount(account.id, accountId))
      return undefined;
    const grant = await here.session.grant(rejected);
    // Meanwhile another account may have become current.
    return sameAccount(grant.accountId, accountId) && !grant.pasted ? grant : undefined;
  }

  return {
    /** What may be granted now. */
    async choices(): Promise<AgentChoice[]> {
      const found = await Promise.all(
        (await parts.reachable()).map(async (reached) => {
          const place = placeOf(reached);
          return (await place.people()).map(({ accountId, person }) => ({
            connectionId: place.id,
            connection: place.connection.name,
            accountId,
            account: person.email ?? person.name,
          }));
        }),
      );
      return found.flat();
    },
    /** The identity of a connection, and whether it is simulated. Undefined if it is not known any more. */
    async about(id: string) {
      const reached = (await parts.reachable()).find(({ choice }) => connectionId(choice.connection) === id);
      if (!reached) return undefined;
      const { connection, simulated } = reached.choice;
      return { identityId: identityId(connection), simulated };
    },
    /** Throws `sign-in-needed` if the connection or the account is not there any more. */
    async open({ connectionId: id, accountId }: AgentGrant): Promise<GrantedAccount> {
      const reached = (await parts.reachable()).find(({ choice }) => connectionId(choice.connection) === id);
      const place = reached && placeOf(reached);
      const account = (await place?.people())?.find((each) => sameAccount(each.accountId, accountId));
      if (!place || !account) throw goneFromWindow();
      const stored = place.tokens(accountId);
      const token = async (rejected?: string): Promise<AccessToken> => {
        const { accessToken, expiresAt, scopes } =
          (await currentGrant(place, accountId, rejected)) ?? (await stored(rejected));
        return { accessToken, expiresAt, scopes };
      };
      const { connection, subscriptionKey } = place;
      return {
        connection,
        accountId: account.accountId,
        person: account.person,
        token,
        subscriptionKey,
        userId: async () => userIdIn((await token()).accessToken),
        api: createApiClient({ ...parts.ways, connection, token, subscriptionKey }),
      };
    },
  };
}

type GrantPlace = ReturnType<typeof createPlace>;

/** What the accounts of one connection have in common. */
function createPlace({ run, ways, current }: AccessParts, { choice, shared }: ReachableConnection) {
  const { connection } = choice;
  const { store, identity } = shared;
  const id = connectionId(connection);
  const stored = createStoredAccounts({ ...run, connection, identityId: identityId(connection), store });
  // The lock below keeps the window's own renewals away already, and is not reentrant.
  const client = createClientSource({
    ...run,
    ...ways,
    connection,
    store,
    cache: stored.cache,
    queue: createQueue(),
  });
  const people = async () =>
    (await stored.people()).filter(({ accountId }) => !identity.leaving.has(accountId.toLowerCase()));
  return {
    id,
    connection,
    people,
    tokens: (accountId: string) =>
      createPersonTokens({
        ...run,
        accountId,
        stored: { ...stored, people },
        lock: identity.queue,
        assertKept: () => undefined,
        client: client.online,
        gone: goneFromWindow,
      }),
    async subscriptionKey(): Promise<string | undefined> {
      const here = current();
      // One that was given at the start is not in the store.
      const given = here?.id === id ? here.subscriptionKey.current() : undefined;
      return given ?? store.read(subscriptionKeyEntry(connection));
    },
  };
}

function goneFromWindow(): AppError {
  return new AppError('sign-in-needed', 'The account is not signed in to MAX Desk any more.', {
    hint: 'Sign in to the window of MAX Desk again, then pair the program again.',
  });
}
