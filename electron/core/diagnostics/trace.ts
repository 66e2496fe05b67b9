/** Where an error came from, and its causes. Its message stays out of the log: it might contain a secret (R29). */
export function traceOf(error: unknown): Record<string, unknown> {
  return traceOfCause(error, 3);
}

function traceOfCause(error: unknown, causes: number): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  return {
    error: error.name,
    ...codeOf(error),
    at: framesOf(error.stack ?? '').slice(0, 6),
    ...(error.cause !== undefined && causes > 0 ? { cause: traceOfCause(error.cause, causes - 1) } : {}),
  };
}

/** The frames of a stack, without the message above them. */
export function framesOf(stack: string): string[] {
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
