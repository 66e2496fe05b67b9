import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { AppError } from '../errors.ts';
import { replaceFile } from '../storage/replace-file.ts';
import { orStorageFault } from '../storage/storage-fault.ts';
import { assertTrustedFolder, readSecretFile } from '../storage/trusted-path.ts';

/** A program that may call the gateway. */
export interface GatewayClient {
  name: string;
  /** Where it finds its secret. */
  file: string;
  secret: string;
}

/** In base64url. */
const secretBytes = 32;

/**
 * The clients of these names, each with the secret in its file, which is made where there is none: for its owner only. To be
 * called while no other process does so. Throws `usage` for a name that is none, `storage` for a file that others may read.
 */
export function openClients(folder: string, names: readonly string[]): GatewayClient[] {
  for (const name of names)
    if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(name))
      throw new AppError(
        'usage',
        `--client takes a name of small letters, digits and hyphens, not "${name}".`,
      );
  assertTrustedFolder(folder);
  orStorageFault(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  // Somebody may have been faster to make it.
  assertTrustedFolder(folder);
  return [...new Set(names)].map((name) => {
    const file = path.join(folder, `${name}.secret`);
    return { name, file, secret: orStorageFault(file, () => secretIn(file)) };
  });
}

function secretIn(file: string): string {
  if (!existsSync(file)) replaceFile(file, `${randomBytes(secretBytes).toString('base64url')}\n`);
  const secret = readSecretFile(file).trim();
  if (/^[\w-]{43}$/.test(secret)) return secret;
  throw new AppError('storage', `${file} holds no secret of a client.`, {
    hint: 'Remove it: the next start makes another one, which the client has to get.',
    details: { file, text: 'holds no secret' },
  });
}

/** Knows a client by the secret it shows; all of them are compared, in the same time whatever is shown. */
export function createClientCheck(clients: readonly Pick<GatewayClient, 'name' | 'secret'>[]) {
  const known = clients.map(({ name, secret }) => ({ name, digest: digestOf(secret) }));
  /** The client's name; undefined without a secret, and for one that nobody has. */
  return (headers: IncomingHttpHeaders): string | undefined => {
    const shown = secretShown(headers);
    if (shown === undefined) return undefined;
    const digest = digestOf(shown);
    let found: string | undefined;
    for (const client of known) if (timingSafeEqual(client.digest, digest)) found = client.name;
    return found;
  };
}

/** The header that a client shows its secret in, where it cannot use `Authorization`. */
export const secretHeader = 'x-max-desk-secret';

function secretShown({ authorization, [secretHeader]: own }: IncomingHttpHeaders): string | undefined {
  if (typeof own === 'string') return own.trim();
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
