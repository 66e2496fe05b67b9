/**
 * Finds secrets that must never be in a log, an error or diagnostics (R29) by their form: the simulated service creates
 * new secrets of these forms at every start. Independent of the product's redaction, because it tests that.
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

/** All secrets found in a text, with their first characters; empty if there are none. `alsoNot` are more secrets. */
export function secretsIn(text: string, alsoNot: readonly string[] = []): string[] {
  const found = forms.flatMap(([what, form]) => {
    const match = form.exec(text)?.[0];
    return match === undefined ? [] : [`${what}: ${match.slice(0, 6)}… in ${around(text, match)}`];
  });
  return [...found, ...alsoNot.filter((secret) => text.includes(secret)).map(() => 'a secret of this test')];
}

/** The line with the match, without the secret. */
function around(text: string, match: string): string {
  const line = text.split('\n').find((each) => each.includes(match)) ?? '';
  return line.replaceAll(match, '…').slice(0, 200);
}

/** A set, because a fuzz test may log the same line half a million times. */
const noted = new Set<string>();

/** Records a text that is checked after the test. */
export function noteForCanary(text: string): void {
  noted.add(text);
}

/** Returns and clears the recorded texts. */
export function takeNoted(): string[] {
  const taken = [...noted];
  noted.clear();
  return taken;
}
