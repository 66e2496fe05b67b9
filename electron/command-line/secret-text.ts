import { AppError } from '../core/errors.ts';

/**
 * A secret as it was written into a file, a pipe or a variable, for instance by an editor on Windows: UTF-8, or UTF-16
 * with a byte order mark; the mark and one line end are taken off. Throws `usage`, so that nothing else than the secret
 * is sent (R46).
 * @param what names the secret and where it came from
 */
export function secretText(given: Uint8Array | string, what: string, hint: string): string {
  const text = typeof given === 'string' ? given : decoded(given);
  // Node reads a variable in another coding with U+FFFD in it.
  if (text === undefined || !text.isWellFormed() || text.includes('\ufffd'))
    throw new AppError('usage', `${what} is not text in UTF-8.`, {
      hint: 'Save or send it as UTF-8, for instance by: iconv -f WINDOWS-1252 -t UTF-8',
    });
  if (text.includes('\0'))
    throw new AppError('usage', `${what} holds a NUL character.`, {
      hint: 'Save it as UTF-8: UTF-16 without a byte order mark looks like this.',
    });
  const secret = text.replace(/^\ufeff/, '').replace(/(?:\r\n|\n|\r)$/, '');
  if (secret === '') throw new AppError('usage', `${what} is empty.`, { hint });
  return secret;
}

const codings: readonly (readonly [mark: readonly number[], coding: string])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Undefined for what is not text in the coding of its mark, UTF-8 without one. */
function decoded(bytes: Uint8Array): string | undefined {
  const [, coding = 'utf-8'] = codings.find(([mark]) => mark.every((byte, i) => bytes[i] === byte)) ?? [];
  try {
    return new TextDecoder(coding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Nobody has a longer one: it is another file, or one without an end. Bytes. */
const longest = 64 * 1024;

/**
 * What comes from a file descriptor, for `secretText`. Streams and sockets take 5 ms to load, and most daemons have their
 * secret in the environment. Throws as `readAll`.
 */
export async function secretFrom(descriptor: number, what: string, signal: AbortSignal): Promise<Uint8Array> {
  const { readAll } = await import('./input.ts');
  return readAll(descriptor, signal, { what, limit: longest });
}
