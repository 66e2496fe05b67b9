/** Variables with secrets: the window reads the first, the command line both. */
const names = ['MAX_DESK_SUBSCRIPTION_KEY', 'MAX_DESK_PASSWORD'] as const;

/**
 * Takes the subscription key out of the environment, and the command line's password with it: every program that this process
 * starts would get them, on macOS and Windows Electron's helpers too. Call before anything is started. On Linux, Electron has
 * forked the parent of its helpers before; SECURITY.md says so.
 */
export function takeSubscriptionKey(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const [key] = names.map((name) => environment[name]);
  for (const name of names) delete environment[name];
  return key === '' ? undefined : key;
}
