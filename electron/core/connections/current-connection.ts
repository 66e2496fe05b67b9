import { connectionId } from '../connection/connection-file.ts';
import type { ConnectionChoice, Workplace } from '../workplace.ts';
import type { Shared } from './connection-shares.ts';

export interface CurrentConnectionParts {
  openWorkplace: (choice: ConnectionChoice, shared: Shared) => Workplace;
  sharedBy: (choice: ConnectionChoice) => Shared;
}

/**
 * The connection that is worked with. One that is left behind is closed, not kept alive: what it needs is on disk (or in
 * the store's memory), and coming back restores it from there.
 */
export interface CurrentConnection {
  choice(): ConnectionChoice | undefined;
  workplace(): Workplace | undefined;
  is(id: string): boolean;
  /** Closes the one before, and opens this one, which is not restored yet. */
  take(choice: ConnectionChoice): Workplace;
  /** Closes it: there is none then. */
  leave(): void;
  /** Closes it, with everything else. */
  close(): void;
  /** A key given at start does not come back with its connection any more. */
  forgetGivenKey(id: string): void;
}

export function createCurrentConnection(parts: CurrentConnectionParts): CurrentConnection {
  /** Subscription keys given at start outlast a switch to another connection and back. */
  const givenKeys = new Map<string, string>();
  let current: { choice: ConnectionChoice; workplace: Workplace } | undefined;
  const close = () => current?.workplace.close();

  return {
    choice: () => current?.choice,
    workplace: () => current?.workplace,
    is: (id) => current?.workplace.id === id,
    take(choice) {
      const id = connectionId(choice.connection);
      if (choice.subscriptionKey) givenKeys.set(id, choice.subscriptionKey);
      close();
      const withKey = { ...choice, subscriptionKey: givenKeys.get(id) };
      const workplace = parts.openWorkplace(withKey, parts.sharedBy(choice));
      current = { choice, workplace };
      return workplace;
    },
    leave() {
      close();
      current = undefined;
    },
    close,
    forgetGivenKey: (id) => void givenKeys.delete(id),
  };
}
