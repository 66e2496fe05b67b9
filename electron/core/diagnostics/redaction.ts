/**
 * Removes secrets and personal data from what is logged or exported (R29). Callers pass only codes, hosts and counts;
 * this is the second line of defence. It rather removes too much: a missing word is better than a token in a log.
 */
import { homedir } from 'node:os';
import { fittingText } from '../../contract/fitting-text.ts';

const hidden = '[redacted]';

/** Names of values that are always hidden. */
const secretName =
  /pass(?:word|wd|phrase)?|pwd|secret|token|authori[sz]ation|cookie|credential|verifier|assertion|client_info|subscription.?key|api.?key|e-?mail|user.?name|login.?hint/i;
/** Names from sign-in requests and responses; hidden unless the value looks like one of our own codes. */
const signInName = /^(?:code|state|nonce|session_state|id|key)$/i;
/** What our own codes, states and keys look like in the log: a word or two, or the path of a setting. */
const plainWord = /^[a-z][a-z.-]{0,40}$/i;

/** Longest text, characters; the rest is cut off. */
const longestText = 4_000;

type Rule = readonly [pattern: RegExp, replacement: string | ((match: string) => string)];

const rules: readonly Rule[] = [
  [/-----BEGIN [^-]{1,40}-----[\s\S]*?(?:-----END [^-]{1,40}-----|$)/g, '[key]'],
  // A JWT, or the beginning of one.
  [/\beyJ[\w-]{4,}(?:\.[\w-]*){0,4}/g, '[token]'],
  [/\b(Bearer|Basic|Negotiate|NTLM|Digest)(\s+|%20)[^\s"',;]+/gi, `$1$2${hidden}`],
  [/(\b[a-z][\w+.-]{1,20}:\/\/)[^\s/@"']{1,200}@/gi, `$1${hidden}@`],
  // Query and fragment of a URL.
  [/(\b[a-z][\w+.-]{1,20}:\/\/[^\s?#"'<>]{1,2000})[?#][^\s"'<>)]*/gi, `$1?${hidden}`],
  [
    /((?:\\?["'])?)\b([\w-]{0,20}(?:pass(?:word|wd|phrase)?|pwd|secret|token|authorization|cookie|verifier|challenge|assertion|client_info|subscription-?key|api-?key|session_state))((?:\\?["'])?\s{0,3}[=:]\s{0,3})(?:\\"(?:[^"\\]|\\[^"])*\\"|"[^"]*"|'[^']*'|[^\s&"',;)}\]]+)/gi,
    `$1$2$3${hidden}`,
  ],
  [/\b(code|state|nonce|login_hint)=[^\s&"',;)]+/gi, `$1=${hidden}`],
  // RFC 5321 §4.1.2: the local part may be quoted, and hold anything then; the domain may be an address in brackets.
  [
    /\\?"(?:[^"\r\n]|\\"){1,64}"(?:@|%40)(?:[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}|\[[^\]\s]{1,64}\])/gi,
    '[e-mail]',
  ],
  [
    /[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?:@|%40)(?:[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}|\[[^\]\s]{1,64}\])/gi,
    hideAddress,
  ],
  [/(?<![\w+/-])(?=[A-Za-z0-9]*[+/])[A-Za-z0-9+/]{20,}={0,2}/g, hideBase64],
  // Keys, codes, verifiers, refresh tokens: long, and neither words nor names.
  [/(?<![\w-])[\w-]{20,}(?:[+=][\w-]+)*=*/g, hideOpaque],
  [
    /((?:[a-z]:)?(?:\\{1,2}|\/)(?:users|home|documents and settings)(?:\\{1,2}|\/))(?:[^\\/"':<>|\r\n]+(?=[\\/])|[^\\/\s"':<>|]+)/gi,
    '$1~',
  ],
];

/** Removes secrets, e-mail addresses and the home folder's name from a text, and cuts it at `longest` characters. */
export function redact(text: string, longest = longestText): string {
  const cut = fittingText(text, longest + 1);
  return rules.reduce(
    (left, [pattern, replacement]) =>
      typeof replacement === 'string'
        ? left.replace(pattern, replacement)
        : left.replace(pattern, replacement),
    withoutHome(cut),
  );
}

const deepest = 5;
const mostEntries = 60;

/** Redacts the fields of a file or a line in depth; bounded, so that nothing logged by mistake fills the disk. */
export function redactFields(fields: object, depth = 0): Record<string, unknown> {
  const entries = Object.entries(fields).slice(0, mostEntries);
  return Object.fromEntries(
    entries.map(([name, value]) => [redact(name), redactValue(value, depth + 1, name)]),
  );
}

function redactValue(value: unknown, depth: number, name: string): unknown {
  if (typeof value === 'string') return isSecret(name, value) ? hidden : redact(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'function' || typeof value === 'symbol' ? typeof value : value;
  if (depth > deepest) return '…';
  // An error's message may contain anything, so only its name is kept; `traceOf` says where it came from.
  if (value instanceof Error) return { error: value.name };
  if (Array.isArray(value))
    return value.slice(0, mostEntries).map((each) => redactValue(each, depth + 1, name));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `${value.byteLength} bytes`;
  return secretName.test(name) ? hidden : redactFields(value, depth);
}

function isSecret(name: string, value: string): boolean {
  return secretName.test(name) || (signInName.test(name) && !plainWord.test(value));
}

/** `node_modules/@scope` and `name@1.2.3` are not e-mail addresses. */
function hideAddress(match: string): string {
  return /\/(?:@|%40)|(?:@|%40)\d+\.\d+\.\d+$/i.test(match) ? match : '[e-mail]';
}

/** A reference that a help desk asks for, so it is not redacted. */
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const word = /^(?:.{0,8}|[a-z]{0,24}\d{0,3})$/i;

/** Names in code have few digits; names of built files have a short hash. */
function hideOpaque(match: string): string {
  // 32 random bytes have 43 base64url characters, which may all be letters.
  if (guid.test(match) || (!/\d/.test(match) && match.length < 43)) return match;
  return match.split(/[-_+=]/).every((part) => word.test(part)) ? match : hidden;
}

/** Base64 with `+` and `/` (RFC 4648 §4). A path has words between its slashes, with digits at their ends at most. */
function hideBase64(match: string): string {
  if (!/\d/.test(match) && match.length < 43) return match;
  return !/[+=]/.test(match) && match.split('/').every((part) => /^[A-Za-z]*\d*$/.test(part))
    ? match
    : hidden;
}

function withoutHome(text: string): string {
  const home = homedir();
  if (home.length < 4) return text;
  const forms = [home, home.replaceAll('\\', '\\\\'), home.replaceAll('\\', '/')];
  return forms.reduce((left, form) => left.replaceAll(form, '~'), text);
}
