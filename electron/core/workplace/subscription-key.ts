import type { Connection } from '../connection/connection-file.ts';
import { subscriptionKeyEntry } from '../connection/stored-entries.ts';
import { AppError } from '../errors.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/**
 * The subscription key of one connection.
 * @param given one given at start, which is not stored
 * @param onChange called when another key was entered
 */
export function createSubscriptionKey(
  connection: Connection,
  store: SealedStore,
  given: string | undefined,
  onChange: () => void,
) {
  const entry = subscriptionKeyEntry(connection);
  let key = given || undefined;
  return {
    current: () => key,
    /** Throws `api-key-missing` for an empty key. */
    async set(value: string): Promise<void> {
      if (value === '') throw new AppError('api-key-missing', 'The subscription key is empty.');
      key = value;
      onChange();
      await store.write(entry, value);
    },
    async restore(): Promise<void> {
      const stored = key ?? (await store.read(entry));
      // A key entered meanwhile takes precedence.
      key ??= stored;
    },
  };
}
