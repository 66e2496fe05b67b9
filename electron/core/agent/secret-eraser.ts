/** A shorter secret may match anything. */
const shortest = 8;

/**
 * Puts asterisks in the place of secrets in a body that arrives in pieces: an API that repeats the token would give it to a
 * program that must not have it (R29). The length stays the same.
 */
export function createSecretEraser(secrets: readonly string[]) {
  const needles = secrets.filter((secret) => secret.length >= shortest).map((secret) => Buffer.from(secret));
  /** A secret may begin in one piece and end in the next. */
  const overlap = Math.max(0, ...needles.map(({ length }) => length - 1));
  let held: Buffer = Buffer.alloc(0);

  function erase(bytes: Buffer): Buffer {
    for (const needle of needles)
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length))
        bytes.fill('*', at, at + needle.length);
    return bytes;
  }

  return {
    /** What of the body is certain by now. */
    push(chunk: Uint8Array): Buffer {
      const bytes = erase(Buffer.concat([held, chunk]));
      const certain = Math.max(0, bytes.length - overlap);
      held = bytes.subarray(certain);
      return bytes.subarray(0, certain);
    },
    /** The rest, at the end of the body. */
    rest: (): Buffer => held,
  };
}
