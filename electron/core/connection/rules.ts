/** Something that is wrong with a value: where it is, and what is wrong with it. */
export interface RuleFinding {
  /** `identity.scopes.0` for instance; empty for the whole. */
  key: string;
  text: string;
  /** Nobody knows such a key: mostly a misspelt one. */
  unknown: boolean;
}

/**
 * Reads a value and notes what is wrong with it. What is returned after a finding is not to be used. By hand and not with
 * zod, because the command line reads a connection file for every token, and zod takes a third of that time to load.
 */
export type Rule<T> = (value: unknown, key: string, findings: RuleFinding[]) => T;

/** What must hold of a value of the right type, and what is said where it does not. */
export type Check<T> = readonly [holds: (value: T) => boolean, text: string];

export const lengthOf = (least: number, most: number): Check<string>[] => [
  [(value) => value.length >= least, 'must not be empty'],
  [(value) => value.length <= most, `must have at most ${most} characters`],
];

/** A text that is changed by `as` after its checks. */
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

/** A whole number in these limits; `what` it is, for instance "a port". */
export function whole(what: string, least: number, most: number): Rule<number> {
  const named = `${what}, from ${least} to ${most}`;
  return (value, key, findings) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      return wrongType(named, value, key, findings);
    return value;
  };
}

export function list<T>(rule: Rule<T>, checks: readonly Check<unknown[]>[]): Rule<T[]> {
  return (value, key, findings) => {
    if (!Array.isArray(value)) return wrongType('a list', value, key, findings);
    note(value, checks, key, findings);
    return value.map((each, i) => rule(each, `${key}.${i}`, findings));
  };
}

/** An object with these keys; others are findings if it is `strict`, and passed over if not. */
export function object<T extends object>(
  rules: { [K in keyof Required<T>]: Rule<T[K]> },
  { strict }: { strict: boolean },
): Rule<T> {
  return (value, key, findings) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return wrongType('an object', value, key, findings);
    const under = (name: string) => (key === '' ? name : `${key}.${name}`);
    const fields = new Map<string, unknown>(Object.entries(value));
    const read = Object.entries<Rule<unknown>>(rules).map(([name, rule]): [string, unknown] => [
      name,
      rule(fields.get(name), under(name), findings),
    ]);
    if (strict) {
      const foreign = [...fields.keys()].filter((name) => !Object.hasOwn(rules, name));
      for (const name of foreign)
        findings.push({ key: under(name), text: 'is not a key of a connection file', unknown: true });
    }
    // The names are those of the rules, each with what its rule gave.
    return Object.fromEntries(read.filter(([, field]) => field !== undefined)) as T;
  };
}

export function optional<T>(rule: Rule<T>): Rule<T | undefined> {
  return (value, key, findings) => (value === undefined ? undefined : rule(value, key, findings));
}

export function withDefault<T>(rule: Rule<T>, usual: T): Rule<T> {
  return (value, key, findings) => (value === undefined ? usual : rule(value, key, findings));
}

/** One finding is enough: false after the first check that does not hold. */
function note<T>(value: T, checks: readonly Check<T>[], key: string, findings: RuleFinding[]): boolean {
  const failed = checks.find(([holds]) => !holds(value));
  if (failed) findings.push({ key, text: failed[1], unknown: false });
  return failed === undefined;
}

/** Returns what nobody will use: there is a finding now. */
function wrongType<T>(wanted: string, value: unknown, key: string, findings: RuleFinding[]): T {
  findings.push({ key, text: value === undefined ? 'is missing' : `must be ${wanted}`, unknown: false });
  return value as T;
}
