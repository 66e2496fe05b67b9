import { connectionId } from '../connection/connection-ids.ts';
import type { ConnectionChoice, Workplace } from '../workplace.ts';

/**
 * The connection in use. The previous one is closed, not kept alive: its data is on disk (or in the in-memory store),
 * and switching back restores it from there.
 */
export function createCurrentConnection(open: (choice: ConnectionChoice) => Workplace) {
  /** Subscription keys given at start survive switching to another connection and back. */
  const givenKeys = new Map<string, string>();
  let current: { choice: ConnectionChoice; workplace: Workplace } | undefined;
  const close = async () => current?.workplace.close();

  return {
    choice: () => current?.choice,
    workplace: () => current?.workplace,
    is: (id: string) => current?.workplace.id === id,
    /** Closes the previous connection and opens this one, without restoring it yet. */
    take(choice: ConnectionChoice): Workplace {
      const id = connectionId(choice.connection);
      if (choice.subscriptionKey) givenKeys.set(id, choice.subscriptionKey);
      void close();
      const workplace = open({ ...choice, subscriptionKey: givenKeys.get(id) });
      current = { choice, workplace };
      return workplace;
    },
    /** Closes it; afterwards no connection is current. */
    leave(): void {
      void close();
      current = undefined;
    },
    /** When everything is closed. */
    close,
    /** Removes the key given at start for this connection. */
    removeGivenKey: (id: string) => void givenKeys.delete(id),
  };
}
