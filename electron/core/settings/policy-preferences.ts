import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { childEnvironment } from '../own-environment.ts';
import { objectIn, type PolicySource, unreadable } from './policy-source.ts';

/** The app's bundle id, which a configuration profile names. */
export const preferenceDomain = 'com.max-desk.app';

export interface PreferenceFiles {
  exists(file: string): boolean;
  /** A property list as JSON; rejects if it is not one. */
  toJson(file: string): Promise<string>;
}

/**
 * What a configuration profile enforces, the computer's before the user's. Not NSUserDefaults, which does not
 * distinguish enforced values from the user's own. Throws `policy`.
 */
export async function readManagedPreferences(
  files: PreferenceFiles = preferenceFiles,
  user: string = ownName(),
): Promise<PolicySource[]> {
  const folder = '/Library/Managed Preferences';
  const own = user === '' ? [] : [`${folder}/${user}/${preferenceDomain}.plist`];
  const places = [`${folder}/${preferenceDomain}.plist`, ...own];
  return Promise.all(places.filter(files.exists).map((file) => sourceIn(file, files)));
}

/** Empty for an account that is not in the list of users (R47): no profile is for it. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

async function sourceIn(origin: string, files: PreferenceFiles): Promise<PolicySource> {
  let text: string;
  try {
    text = await files.toJson(origin);
  } catch (cause) {
    throw unreadable(origin, 'cannot be read as a property list', cause);
  }
  // Without the profile's own metadata: PayloadUUID and the like.
  const own = Object.entries(objectIn(text, origin)).filter(([key]) => !key.startsWith('Payload'));
  return { values: Object.fromEntries(own), origin };
}

const preferenceFiles: PreferenceFiles = {
  exists: existsSync,
  toJson: (file) =>
    new Promise((resolve, reject) => {
      const args = ['-convert', 'json', '-o', '-', file];
      execFile('/usr/bin/plutil', args, { timeout: 10_000, env: childEnvironment() }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
    }),
};
