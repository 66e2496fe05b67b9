import { readFile } from 'node:fs/promises';
import { readClientCertificate } from '../core/auth/client-assertion.ts';
import type { ClientProof } from '../core/auth/client-credentials.ts';
import { AppError } from '../core/errors.ts';
import { wholeNumber } from './arguments.ts';
import type { Context } from './context.ts';
import type { IdentityOptions } from './options.ts';
import { secretFrom, secretText } from './secret-text.ts';

const hint =
  'Set MAX_DESK_CLIENT_SECRET, or use --client-secret-fd N, or --client-certificate FILE; never an argument.';
/** A certificate with its chain and key is a few KB. */
const longestFile = 256 * 1024;

/**
 * What a service client proves itself by, from exactly one source, never from an argument, because everybody on the
 * computer can read those. It is read as `secretText` does (R46). Throws `usage`, `offline` at the time limit, or the
 * abort reason of the signal.
 */
export async function readClientProof(
  { env, signal, clock }: Pick<Context, 'env' | 'signal' | 'clock'>,
  options: IdentityOptions,
): Promise<ClientProof> {
  const { 'client-certificate': file, 'client-secret-fd': descriptor } = options;
  const given = env['MAX_DESK_CLIENT_SECRET'] || undefined;
  const count = [given, file, descriptor].filter((source) => source !== undefined).length;
  if (count === 0)
    throw new AppError('usage', 'The service client needs its secret or certificate.', { hint });
  if (count > 1)
    throw new AppError(
      'usage',
      'The secret or certificate of the service client comes from more than one source.',
      {
        hint,
      },
    );
  if (file !== undefined) {
    const certificate = readClientCertificate(await pemIn(file), `"${file}"`, clock);
    return { kind: 'certificate', certificate };
  }
  const source = given === undefined ? `--client-secret-fd ${descriptor}` : 'MAX_DESK_CLIENT_SECRET';
  const what = `The client secret from ${source}`;
  const number = wholeNumber('--client-secret-fd', descriptor, 0) ?? 0;
  const secret = secretText(given ?? (await secretFrom(number, what, signal)), what, hint);
  return { kind: 'secret', secret };
}

async function pemIn(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new AppError('usage', `"${file}" cannot be read.`, { cause, hint });
  }
  if (bytes.length <= longestFile) return bytes.toString('latin1');
  throw new AppError('usage', `"${file}" is too long for a certificate and its key.`, { hint });
}
