/**
 * What must never be in a log, a failure or a file of diagnostics (R29), found by its form: the simulated service makes new
 * secrets at every start, all of these forms. It knows nothing of the product's own redaction, which it watches over.
 */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ['a token', /\beyJ[\w-]{8,}/],
  ['an authorization header', /\bBearer\s+(?!\[)[\w.~+/=-]{8,}/i],
  ['an e-mail address', /[\w.+-]+@[\w-]+\.[a-z]{2,}/i],
  ['a subscription key', /(?<![\w-])[0-9a-f]{32}(?![\w-])/i],
  [
    'a password, code, verifier or refresh token',
    /(?<![\w/-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?:(?=[\w-]*\d)[\w-]{24,}|[\w-]{43,})/,
  ],
  [
    'a code or state of a sign-in',
    /[?&#](?:code|state|nonce|client_info|id_token|access_token)=[^&\s"[]{6,}/,
  ],
  ['the content of a key file', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a person of the simulated service', /Sam Sample|Tessa Kraft/],
];

/** Every kind of secret in a text, with the beginning of what was found; none for a clean one. */
export function secretsIn(text: string, alsoNot: readonly string[] = []): string[] {
  const found = forms.flatMap(([what, form]) => {
    const match = form.exec(text)?.[0];
    return match === undefined ? [] : [`${what}: ${match.slice(0, 6)}… in ${around(text, match)}`];
  });
  return [...found, ...alsoNot.filter((secret) => text.includes(secret)).map(() => 'a secret of this test')];
}

/** The line that it is in, without the secret. */
function around(text: string, match: string): string {
  const line = text.split('\n').find((each) => each.includes(match)) ?? '';
  return line.replaceAll(match, '…').slice(0, 200);
}

/** Each once: a fuzz test may log the same line half a million times. */
const noted = new Set<string>();

/** To be looked at when the test has ended. */
export function noteForCanary(text: string): void {
  noted.add(text);
}

/** What was noted since the last time. */
export function takeNoted(): string[] {
  const taken = [...noted];
  noted.clear();
  return taken;
}
