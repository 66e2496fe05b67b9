import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The window's environment for this subscription key, which is in a file of the folder. */
export function subscriptionKeyIn(folder: string, key: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'subscription-key');
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return { MAX_DESK_SUBSCRIPTION_KEY_FILE: file };
}
