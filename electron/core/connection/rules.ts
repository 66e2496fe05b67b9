import { isRecord } from '../json.ts';

/** A problem with a value: where it is and what is wrong. */
export interface RuleFinding {
  /** For instance `identity.scopes.0`; empty for the whole value. */
  key: string;
  text: string;
  /** The key is unknown, so probably misspelt. */
  unknown: boolean;
}

/** The findings, unknown keys first: they are usually misspelt, which is why others are missing. */
export function unknownFirst(findings: readonly RuleFinding[]): RuleFinding[] {
  return [...findings].sort((a, b) => Number(b.unknown) - Number(a.unknown));
}

/**
 * Reads a value and adds what is wrong to `findings`; then the return value must not be used. Written by hand, because
 * the command line reads a connection file for every token, and zod takes a third of that time to load.
 */
export type Rule<T> = (value: unknown, key: string, findings: RuleFinding[]) => T;

/** A condition for a value of the right type, and the message if it does not hold. */
export type Check<T> = readonly [holds: (value: T) => boolean, text: string];

export const lengthOf = (least: number, most: number): Check<string>[] => [
  [(value) => value.length >= least, 'must not be empty'],
  [(value) => value.length <= most, `must have at most ${most} characters`],
];

/** A text, converted by `as` after its checks have passed. */
export function text(checks: readonly Check<string>[], as = (value: string) => value): Rule<string> {
  return (value, key, findings) => {
    if (typeof value !== 'string') return wrongType('text', value, key, findings);
    return note(value, checks, key, findings) ? as(value) : value;
  };
}

export function oneOf<const T extends string>(...words: readonly T[]): Rule<T> {
  const named = words.map((word) => `"${word}"`).join(' or ');
  return (value, key, findings) => {
    const found = words.find((word) => word === value);
    return found ?? wrongType(named, value, key, findings);
  };
}

export const flag: Rule<boolean> = (value, key, findings) =>
  typeof value === 'boolean' ? value : wrongType('true or false', value, key, findings);

/** An integer within these limits; `what` names it in the message, for instance "a port". */
export function whole(what: string, least: number, most: number): Rule<number> {
  const named = `${what}, from ${least} to ${most}`;
  return (value, key, findings) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      return wrongType(named, value, key, findings);
    return value;
  };
}

export function list<T>(rule: Rule<T>, checks: readonly Check<unknown[]>[] = []): Rule<T[]> {
  return (value, key, findings) => {
    if (!Array.isArray(value)) return wrongType('a list', value, key, findings);
    note(value, checks, key, findings);
    return value.map((each, i) => rule(each, `${key}.${i}`, findings));
  };
}

/**
 * An object with these keys; unknown keys are findings if it is `strict`, and ignored otherwise.
 * @param options `of` is what the finding calls the whole
 */
export function object<T extends object>(
  rules: { [K in keyof Required<T>]: Rule<T[K]> },
  { strict, of = 'a connection file' }: { strict: boolean; of?: string },
): Rule<T> {
  return (value, key, findings) => {
    if (!isRecord(value)) return wrongType('an object', value, key, findings);
    const under = (name: string) => (key === '' ? name : `${key}.${name}`);
    const fields = new Map<string, unknown>(Object.entries(value));
    const read = Object.entries<Rule<unknown>>(rules).map(([name, rule]): [string, unknown] => [
      name,
      rule(fields.get(name), under(name), findings),
    ]);
    if (strict) {
      const foreign = [...fields.keys()].filter((name) => !Object.hasOwn(rules, name));
      for (const name of foreign)
        findings.push({ key: under(name), text: `is not a key of ${of}`, unknown: true });
    }
    // The keys are those of `rules`, each with the value that its rule returned.
    return Object.fromEntries(read.filter(([, field]) => field !== undefined)) as T;
  };
}

/** An object whose keys are free texts, each with a value by the same rule. */
export function record<T>(
  rule: Rule<T>,
  nameChecks: readonly Check<string>[],
  checks: readonly Check<unknown[]>[],
): Rule<Record<string, T>> {
  return (value, key, findings) => {
    if (!isRecord(value)) return wrongType('an object', value, key, findings);
    const entries = Object.entries(value);
    note(entries, checks, key, findings);
    const read = entries.map(([name, each]): [string, T] => {
      // A key of the file may hold anything, so an unfit one is not repeated.
      const at = note(name, nameChecks, key, findings) ? `${key}.${name}` : key;
      return [name, rule(each, at, findings)];
    });
    return Object.fromEntries(read);
  };
}

export function optional<T>(rule: Rule<T>): Rule<T | undefined> {
  return (value, key, findings) => (value === undefined ? undefined : rule(value, key, findings));
}

export function withDefault<T>(rule: Rule<T>, usual: T): Rule<T> {
  return (value, key, findings) => (value === undefined ? usual : rule(value, key, findings));
}

/** Adds a finding for the first check that does not hold, and returns false then. */
function note<T>(value: T, checks: readonly Check<T>[], key: string, findings: RuleFinding[]): boolean {
  const failed = checks.find(([holds]) => !holds(value));
  if (failed) findings.push({ key, text: failed[1], unknown: false });
  return failed === undefined;
}

/** The return value is never used, because there is a finding. */
function wrongType<T>(wanted: string, value: unknown, key: string, findings: RuleFinding[]): T {
  findings.push({ key, text: value === undefined ? 'is missing' : `must be ${wanted}`, unknown: false });
  return value as T;
}
