/** Where an error came from, and up to `causes` causes. Its message is left out: it might contain a secret (R29). */
export function traceOf(error: unknown, causes = 3): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  return {
    error: error.name,
    ...codeOf(error),
    at: framesOf(error.stack ?? '').slice(0, 6),
    ...(error.cause !== undefined && causes > 0 ? { cause: traceOf(error.cause, causes - 1) } : {}),
  };
}

/** The frames of a stack, without the message above them. */
function framesOf(stack: string): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}

/** Error codes of Node (ECONNREFUSED), of Chromium and our own. */
function codeOf(error: Error): { code?: string } {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' && /^[\w:-]{1,60}$/.test(code) ? { code } : {};
}
