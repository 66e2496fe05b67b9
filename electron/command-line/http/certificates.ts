import { readFileSync } from 'node:fs';
import { AppError } from '../../core/errors.ts';
import { uncheckedTls } from '../../core/own-environment.ts';
import type { Http } from '../../core/ports.ts';

/** Loaded on demand, because it takes 6 ms. */
const tls = () => process.getBuiltinModule('node:tls');

/** The server's certificate comes from an unknown authority; errors in the certificate itself are not included. */
const untrusted = /^(UNABLE_TO_(GET_ISSUER|VERIFY)|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|CERT_UNTRUSTED)/;

/** Trusting more authorities might help; nothing of the request was sent yet. `error` comes from http or fetch. */
function isUntrusted(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && untrusted.test(String(error.code))) || isUntrusted(error.cause);
}

/**
 * Which certificate authorities this process trusts. `file` is the PEM file of `--ca`. Requests and `all` throw
 * `configuration` if it is unreadable or holds anything but certificates. Trying it alone first saves time: Node's own
 * authorities take 10 ms to load and are rarely needed then.
 */
export function createTrust(file: string | undefined) {
  let hasBegun = false;

  /**
   * All authorities: Node's own, the file's and the operating system's. Reading the system's takes 0.1 s, so this is
   * the last resort.
   */
  function all(): void {
    hasBegun = true;
    const { getCACertificates } = tls();
    trust((['bundled', 'extra', 'system'] as const).flatMap(getCACertificates), file);
  }
  return {
    all,
    /**
     * The same requests: at first with only the authorities of the `--ca` file if there is one, else Node's own; again
     * with all of them if those do not vouch for the server.
     */
    around(http: Http): Http {
      return async (url, init) => {
        if (!hasBegun && file !== undefined) trust([], file);
        hasBegun = true;
        try {
          return await http(url, init);
        } catch (error) {
          if (!isUntrusted(error)) throw error;
          all();
          return http(url, init);
        }
      };
    },
  };
}

function trust(known: readonly string[], file: string | undefined): void {
  const own = file === undefined ? [] : [readPem(file)];
  try {
    tls().setDefaultCACertificates([...known, ...own]);
  } catch (cause) {
    throw unusable(file ?? '', 'it holds no valid certificate', cause);
  }
}

/** Throws `configuration` if Node is told to trust every server: whoever is in between would get password and token. */
export function assertServersChecked(env: NodeJS.ProcessEnv): void {
  if (env[uncheckedTls] !== '0') return;
  throw new AppError('configuration', `${uncheckedTls}=0 would let every server pass for the right one.`, {
    hint: `Unset it. Name your own certificate authorities with --ca FILE.`,
    details: { file: uncheckedTls, key: '', text: 'must not be 0' },
  });
}

/** The text of a PEM file. Throws `configuration` if the file is unreadable or not PEM. */
function readPem(file: string): string {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw unusable(file, 'it cannot be read', cause);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw unusable(file, 'it holds no certificate in PEM');
  return text;
}

/** `configuration` error: the file of certificate authorities cannot be used. */
function unusable(file: string, reason: string, cause?: unknown): AppError {
  return new AppError('configuration', `--ca ${file}: ${reason}.`, {
    cause,
    hint: 'Name a file with certificates in PEM.',
    details: { file, key: '--ca', text: reason },
  });
}
