import { AppError } from '../core/errors.ts';

/** Older versions lack features of Node 24, for instance the system's certificate authorities. */
export function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 5)) return;
  throw new AppError('configuration', `max-desk needs Node 24.5 or newer; this is ${process.version}.`, {
    hint: 'Install Node 24, or run it by "npm run cli -- …", which brings its own.',
  });
}
