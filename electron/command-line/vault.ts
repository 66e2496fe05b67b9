import type { AppError } from '../core/errors.ts';
import { VaultError } from '../core/ports.ts';
import { open, seal } from '../core/storage/envelope.ts';

const name = 'key';

/** A place for keys, each of which has an id. */
interface KeyPlace {
  /** Precedes the id and the encrypted text. */
  kind: string;
  /** The key to encrypt with. */
  offer(): Promise<{ id: string; key: Uint8Array }>;
  find(id: string): Promise<Uint8Array>;
  /** Removes a key of this place's own making. */
  remove?(id: string): Promise<void>;
  /** Throws what the others would throw, but leaves nothing behind. */
  probe(): Promise<unknown>;
  /** The failure when a place of another kind has the key. */
  elsewhere(): AppError;
}

export type HomeVault = ReturnType<typeof createKeyVault>;

/** A vault for the command line, with the keys of `place`. Throws as that does. */
export function createKeyVault({ kind, offer, find, remove, probe, elsewhere }: KeyPlace) {
  let fault: unknown;
  async function heard<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      fault = error;
      throw error;
    }
  }
  return {
    /** The last failure: the store would keep secrets in memory, but the command line must fail. */
    fault: () => fault,
    /** Throws what `wrap` would throw, but leaves nothing behind. */
    probe: () => heard(probe),
    wrap: (secret: Uint8Array) =>
      heard(async () => {
        const { id, key } = await offer();
        return `${kind}.${id}.${seal(key, name, Buffer.from(secret).toString('base64'))}`;
      }),
    /** Best effort: the sign-ins are removed before. Whoever puts a copy of them back finds no key then. */
    async retire(wrapped: string): Promise<void> {
      const [found, id = ''] = wrapped.split('.', 2);
      if (found === kind) await remove?.(id).catch(() => undefined);
    },
    unwrap: (wrapped: string) =>
      heard(async () => {
        const [found, id = ''] = wrapped.split('.', 2);
        if (found !== kind) throw elsewhere();
        const text = open(await find(id), name, wrapped.slice(`${kind}.${id}.`.length));
        if (text === undefined) throw new VaultError('damaged');
        return { secret: Buffer.from(text, 'base64'), stale: false };
      }),
  };
}
