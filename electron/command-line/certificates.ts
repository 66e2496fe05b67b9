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

/** Trusts the authorities of a PEM file beside Node's own. Throws `configuration`. */
export function trustFile(file: string): void {
  trust(tls().getCACertificates('default'), file);
}

/**
 * Trusts the operating system's authorities too. Reading those takes 0.1 s, so that it is done when nothing else has
 * helped. Throws `configuration` when the file is unreadable or holds no certificate.
 */
export function trustAll(file: string | undefined): void {
  trust([...tls().getCACertificates('default'), ...tls().getCACertificates('system')], file);
}

function trust(known: readonly string[], file: string | undefined): void {
  const extra = file === undefined ? [] : [readPem(file)];
  try {
    tls().setDefaultCACertificates([...known, ...extra]);
  } catch (cause) {
    throw unusable(file ?? '', 'it holds no valid certificate', cause);
  }
}

/** The text of a PEM file. Throws `configuration` when the file is unreadable or is none. */
export function readPem(file: string): string {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw unusable(file, 'it cannot be read', cause);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw unusable(file, 'it holds no certificate in PEM');
  return text;
}

/** `configuration`: a file of certificate authorities that is no good. */
export function unusable(file: string, reason: string, cause?: unknown): AppError {
  return new AppError('configuration', `--ca ${file}: ${reason}.`, {
    cause,
    hint: 'Name a file with certificates in PEM.',
    details: { file, key: '--ca', text: reason },
  });
}
