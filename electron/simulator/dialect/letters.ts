import type { Dialect } from './dialects.ts';

/** A JSON object while it is put together. */
export interface JsonForm {
  [name: string]: unknown;
}

const IN_LETTERS: Readonly<Record<Dialect['letters'], (name: string) => string>> = {
  camel: (name) => name,
  pascal: (name) => name.charAt(0).toUpperCase() + name.slice(1),
  upper: (name) => name.toUpperCase(),
  lower: (name) => name.toLowerCase(),
};

/** A path such as `links/next/href` in the dialect's letters; names of OData have theirs. */
export function pathIn({ letters }: Pick<Dialect, 'letters'>, path: string): readonly string[] {
  const inLetters = IN_LETTERS[letters];
  return path.split('/').map((name) => (/^(?:@|odata\.)/.test(name) ? name : inLetters(name)));
}

/** Puts a value into an object, in objects that are made for it. */
export function putAt(form: JsonForm, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    form[name] = value;
    return;
  }
  const inner: JsonForm = {};
  form[name] ??= inner;
  putAt(form[name] as JsonForm, rest, value);
}
