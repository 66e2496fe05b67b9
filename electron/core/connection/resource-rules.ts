/** Further lists of the API, such as work orders or documents, as a connection file declares them. */
import { bracesIn, placeholders } from '../../contract/placeholders.ts';
import { type Check, lengthOf, list, object, optional, type Rule, record, text } from './rules.ts';

/** In the file a path alone may stand for it. */
export interface ResourceDeclaration {
  /** Below the API's address, with `{unitId}` and `{userId}` where they belong. */
  path: string;
  /** As people read it; the name unless given. */
  title?: string | undefined;
  /** The properties shown, with dots where they are nested; those of the first page unless given. */
  columns?: string[] | undefined;
  /** Where an item has the address of its document: a property, or a path with properties of the item in braces. */
  document?: string | undefined;
}

const most = 32;
const mostColumns = 50;
const isFit: Check<string> = [
  (value) => !/[\p{Cc}\p{Bidi_C}]/u.test(value),
  'must not have control characters',
];
const isPath: Check<string> = [(value) => /^\/[^\s\\]*$/.test(value), 'must be a path that starts with /'];
const isKnown: Check<string> = [
  (value) => bracesIn(value).every((name) => placeholders.some((known) => known === name)),
  `must have no braces but ${placeholders.map((name) => `{${name}}`).join(' and ')}`,
];
const isPlace: Check<string> = [
  (value) => !value.startsWith('/') || isPath[0](value),
  'must be a property, or a path that starts with / and has properties in braces',
];

const whole = object<ResourceDeclaration>(
  {
    path: text([...lengthOf(1, 2_000), isPath, isKnown]),
    title: optional(text([...lengthOf(1, 80), isFit])),
    columns: optional(
      list(text([...lengthOf(1, 300), isFit]), [
        [({ length }) => length > 0 && length <= mostColumns, `must have 1 to ${mostColumns} entries`],
      ]),
    ),
    document: optional(text([...lengthOf(1, 2_000), isFit, isPlace])),
  },
  { strict: true },
);
const one: Rule<ResourceDeclaration> = (value, key, findings) =>
  whole(typeof value === 'string' ? { path: value } : value, key, findings);

/** The rule for `api.resources`: names as one types them on the command line, each with its list. */
export const resourceRule = record(
  one,
  [
    [
      (name) => /^[A-Za-z0-9][\w.-]{0,63}$/.test(name),
      'must have names of letters, digits, ".", "_" and "-"',
    ],
  ],
  [[({ length }) => length <= most, `must have at most ${most} entries`]],
);
