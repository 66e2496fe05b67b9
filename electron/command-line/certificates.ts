import { readFileSync } from 'node:fs';
import { AppError } from '../core/errors.ts';

/** Loaded when there is something to trust: it takes 6 ms. */
const tls = () => process.getBuiltinModule('node:tls');

/** Nobody who is trusted vouches for the server; says nothing of a certificate that is wrong in itself. */
const untrusted = /^(UNABLE_TO_(GET_ISSUER|VERIFY)|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|CERT_UNTRUSTED)/;

/** Trusting others might help; nothing of the request was sent by then. `error` is http's or fetch's. */
export function isUntrusted(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && untrusted.test(String(error.code))) || isUntrusted(error.cause);
}

/** Whom this process trusts to vouch for servers. */
export interface Trust {
  /** For the first attempt: the file's authorities alone if there is one, which are read at once, else Node's own. */
  first(): void;
  /**
   * Everybody's: Node's own, the file's and the operating system's. Reading those takes 0.1 s, so that it is done when
   * nothing else has helped.
   */
  all(): void;
}

/**
 * `file` is that of `--ca`, in PEM. Both throw `configuration` when it is unreadable or holds anything but certificates.
 * To try it alone first is also what makes it quick: Node's own authorities take 10 ms and are mostly not needed then.
 */
export function createTrust(file: string | undefined): Trust {
  let hasBegun = false;
  return {
    first() {
      if (!hasBegun && file !== undefined) trust([], file);
      hasBegun = true;
    },
    all() {
      hasBegun = true;
      const { getCACertificates } = tls();
      trust((['bundled', 'extra', 'system'] as const).flatMap(getCACertificates), file);
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

/** The text of a PEM file. Throws `configuration` when the file is unreadable or is none. */
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

/** `configuration`: a file of certificate authorities that cannot be used. */
function unusable(file: string, reason: string, cause?: unknown): AppError {
  return new AppError('configuration', `--ca ${file}: ${reason}.`, {
    cause,
    hint: 'Name a file with certificates in PEM.',
    details: { file, key: '--ca', text: reason },
  });
}
