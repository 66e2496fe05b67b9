import type { OptionTable, ValuesOf } from './command.ts';

/** An option with one of these values; the first one is the default. */
export function choice<const C extends readonly [string, ...string[]]>(summary: string, choices: C) {
  return { type: 'text', value: choices.join('|'), summary, choices, default: choices[0] } as const;
}

/** The options that all commands have. */
export const commonOptions = {
  connection: {
    type: 'text',
    value: 'NAME|FILE',
    summary: 'a known connection, or a file with a slash or .json in its name (or MAX_DESK_CONNECTION)',
  },
  home: { type: 'text', value: 'DIR', summary: 'where sign-ins and connections are kept (or MAX_DESK_HOME)' },
  timeout: { type: 'text', value: 'SECONDS', summary: 'give up after this time' },
  ca: { type: 'text', value: 'FILE', summary: 'trust these certificate authorities too (PEM)' },
  quiet: { type: 'switch', summary: 'say less on standard error' },
  verbose: { type: 'switch', summary: 'say more on standard error' },
  errors: choice('how a failure is printed on standard error', ['text', 'json']),
  version: { type: 'switch', summary: 'print the version' },
  help: { type: 'switch', short: 'h', summary: 'print how a command is used' },
} as const satisfies OptionTable;
export type CommonOptions = ValuesOf<typeof commonOptions>;

/** For commands that print rows for people or JSON for programs. */
export const tableOrJson = (summary: string) => choice(summary, ['table', 'json']);

/** How a list may be printed. */
export const listFormats = ['table', 'json', 'csv', 'excel', 'ndjson'] as const;
export type ListFormat = (typeof listFormats)[number];

/** For commands that print what matches. */
export const failEmpty = {
  'fail-empty': { type: 'switch', summary: 'end with 5 if nothing matches' },
} as const satisfies OptionTable;

/** For commands that act for an account: a stored one, or a technical account with its password. */
export const identityOptions = {
  account: { type: 'text', value: 'ID|EMAIL', summary: 'which of several stored accounts' },
  'technical-account': {
    type: 'text',
    value: 'USER',
    summary: 'ask with the password of a technical account (from MAX_DESK_PASSWORD or the next two)',
  },
  'password-stdin': { type: 'switch', summary: 'read the password from standard input' },
  'password-fd': { type: 'text', value: 'N', summary: 'read the password from this file descriptor' },
  'client-credentials': {
    type: 'switch',
    summary:
      'ask as the service client of an oidc connection (secret from MAX_DESK_CLIENT_SECRET or the next two)',
  },
  'client-secret-fd': {
    type: 'text',
    value: 'N',
    summary: 'read the secret of the service client from this file descriptor',
  },
  'client-certificate': {
    type: 'text',
    value: 'FILE',
    summary: 'the private key of the service client and its certificate (PEM), instead of a secret',
  },
} as const satisfies OptionTable;
export type IdentityOptions = ValuesOf<typeof identityOptions>;

/** The environment variables that the help lists. */
export const environment: readonly (readonly [name: string, summary: string])[] = [
  ['MAX_DESK_CONNECTION', 'as --connection'],
  ['MAX_DESK_HOME', 'as --home'],
  [
    'MAX_DESK_KEY_FILE',
    'a file of yours with a 32-byte key in base64, mode 0600, for a computer without a keyring',
  ],
  ['MAX_DESK_PASSWORD', 'the password of the technical account; never an argument'],
  ['MAX_DESK_CLIENT_SECRET', 'the secret of the service client; never an argument'],
  ['MAX_DESK_SUBSCRIPTION_KEY', 'the subscription key that the API asks for'],
  ['HTTPS_PROXY, HTTP_PROXY', 'the proxy, as http://USER:PASSWORD@HOST:PORT; small letters come first'],
  ['NO_PROXY', 'hosts that are reached directly, as curl reads them'],
];
