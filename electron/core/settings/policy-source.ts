/** Where each system keeps what an organisation has decided. What it means is for policy.ts. */
import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../errors.ts';

/** What one place says, by its keys, as it was found there. */
export interface PolicySource {
  values: Record<string, unknown>;
  /** A file's path or a registry key. */
  origin: string;
}

/** The place on Linux. */
export const policyFile = '/etc/max-desk/policy.json';

/**
 * Every place of this system that says something, the strongest first; none on a computer that nobody manages. Throws
 * `policy` when a place cannot be read or trusted: it might have forbidden everything.
 */
export async function readPolicySources(
  platform: NodeJS.Platform = process.platform,
): Promise<PolicySource[]> {
  if (platform === 'win32') {
    const { readRegistryPolicy } = await import('./policy-registry.ts');
    return readRegistryPolicy();
  }
  if (platform === 'darwin') {
    const { readManagedPreferences } = await import('./policy-preferences.ts');
    return readManagedPreferences();
  }
  return readPolicyFile(policyFile, fileSystem);
}

export interface FileFacts {
  uid: number;
  mode: number;
}
/** What is asked of a file system; both throw Node's errors. */
export interface PolicyFiles {
  folder(name: string): FileFacts;
  /** The text with the facts of the very file that it was read from. */
  file(name: string): FileFacts & { text: string };
}

const fileSystem: PolicyFiles = {
  folder: (name) => statSync(name),
  file(name) {
    const descriptor = openSync(name, 'r');
    try {
      const { uid, mode } = fstatSync(descriptor);
      return { uid, mode, text: readFileSync(descriptor, 'utf8') };
    } finally {
      closeSync(descriptor);
    }
  },
};

/** A file counts only if nobody but root could have written it, nor put it there. Throws `policy`. */
export function readPolicyFile(file: string, files: PolicyFiles): PolicySource[] {
  try {
    const folder = path.posix.dirname(file);
    assertOnlyRoot(folder, files.folder(folder));
    const { text, ...facts } = files.file(file);
    assertOnlyRoot(file, facts);
    return [{ values: objectIn(text, file), origin: file }];
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason === 'ENOENT') return [];
    throw unreadable(file, `cannot be read (${reason})`, error);
  }
}

function assertOnlyRoot(name: string, { uid, mode }: FileFacts): void {
  if (uid === 0 && (mode & 0o022) === 0) return;
  throw unreadable(name, 'must belong to root and be writable by nobody else');
}

/** An object in JSON. Throws `policy`. */
export function objectIn(text: string, origin: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw unreadable(origin, `is not valid JSON: ${(cause as Error).message}`, cause);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw unreadable(origin, 'must be an object');
  return { ...json };
}

/** `policy`, about a place as a whole. */
export function unreadable(origin: string, text: string, cause?: unknown): AppError {
  return new AppError('policy', `The policy cannot be used: ${origin} ${text}.`, {
    cause,
    details: { file: origin, text },
  });
}
