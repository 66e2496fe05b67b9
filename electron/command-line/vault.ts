import type { AppError } from '../core/errors.ts';
import { type Vault, VaultError } from '../core/ports.ts';
import { open, seal } from '../core/storage/envelope.ts';

const name = 'key';

/** A place for keys, each of which has an id. */
export interface KeyPlace {
  /** Precedes the id and the encrypted text. */
  kind: string;
  /** The key to encrypt with. */
  offer(): Promise<{ id: string; key: Uint8Array }>;
  find(id: string): Promise<Uint8Array>;
  /** Throws what the others would throw, but leaves nothing behind. */
  probe(): Promise<unknown>;
  /** The failure when a place of another kind has the key. */
  elsewhere(): AppError;
}

/** A vault for the command line. */
export interface HomeVault extends Vault {
  /** Throws what `wrap` would throw, but leaves nothing behind. */
  probe(): Promise<unknown>;
  /** The last failure: the store would keep secrets in memory, but the command line must fail. */
  fault(): unknown;
}

/** A vault with the keys of `place`. Throws as that does. */
export function createKeyVault({ kind, offer, find, probe, elsewhere }: KeyPlace): HomeVault {
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
    fault: () => fault,
    probe: () => heard(probe),
    wrap: (secret) =>
      heard(async () => {
        const { id, key } = await offer();
        return `${kind}.${id}.${seal(key, name, Buffer.from(secret).toString('base64'))}`;
      }),
    unwrap: (wrapped) =>
      heard(async () => {
        const [found, id = ''] = wrapped.split('.', 2);
        if (found !== kind) throw elsewhere();
        const text = open(await find(id), name, wrapped.slice(`${kind}.${id}.`.length));
        if (text === undefined) throw new VaultError('damaged');
        return { secret: Buffer.from(text, 'base64'), stale: false };
      }),
  };
}
