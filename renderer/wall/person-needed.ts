import type { DeskState } from '../../electron/contract/desk.ts';
import type { ListState } from '../units/loading/units-list.ts';

/** Why the wall display needs a person: it opens no browser and asks no question by itself. */
export type PersonNeeded = 'connection' | 'signIn' | 'key' | 'proxy';

/** Null while it can go on by itself. */
export function personNeeded(
  { connection, session, subscriptionKey, proxy, live }: DeskState,
  { failure }: Pick<ListState, 'failure'>,
): PersonNeeded | null {
  if (session.phase === 'restoring') return null;
  if (connection === null) return 'connection';
  if (session.phase !== 'signed-in' || failure?.code === 'sign-in-needed') return 'signIn';
  if (subscriptionKey === 'missing' || failure?.code === 'api-key-refused') return 'key';
  // What a proxy asks about is another way while all is live.
  return proxy?.phase === 'asking' && live.phase !== 'live' ? 'proxy' : null;
}
