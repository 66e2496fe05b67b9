import { connectionId } from '../connection/connection.ts';
import type { ConnectionChoice, Workplace } from '../workplace.ts';

/**
 * The connection in use. The previous one is closed, not kept alive: its data is on disk (or in the in-memory store),
 * and switching back restores it from there.
 */
export interface CurrentConnection {
  choice(): ConnectionChoice | undefined;
  workplace(): Workplace | undefined;
  is(id: string): boolean;
  /** Closes the previous connection and opens this one, without restoring it yet. */
  take(choice: ConnectionChoice): Workplace;
  /** Closes it; afterwards no connection is current. */
  leave(): void;
  /** Closes it when everything is closed. */
  close(): void;
  /** Forgets the key given at start for this connection. */
  forgetGivenKey(id: string): void;
}

export function createCurrentConnection(open: (choice: ConnectionChoice) => Workplace): CurrentConnection {
  /** Subscription keys given at start survive switching to another connection and back. */
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
      const workplace = open({ ...choice, subscriptionKey: givenKeys.get(id) });
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
