import { parseArgs } from 'node:util';
import { AppError } from '../core/errors.ts';

export const tokenFormats = ['raw', 'header', 'json', 'curl'] as const;
export const unitFormats = ['table', 'json', 'csv', 'ndjson'] as const;
export type TokenFormat = (typeof tokenFormats)[number];
export type UnitFormat = (typeof unitFormats)[number];

export interface CommonOptions {
  connection: string | undefined;
  technicalAccount: string | undefined;
  passwordStdin: boolean;
  passwordFd: number | undefined;
  /** ms */
  timeout: number | undefined;
  ca: string | undefined;
  quiet: boolean;
  verbose: boolean;
}

export type Command =
  | { name: 'help' }
  | { name: 'version' }
  | { name: 'token'; format: TokenFormat; options: CommonOptions }
  | { name: 'units'; format: UnitFormat; search: string; status: string; options: CommonOptions };

const options = {
  connection: { type: 'string' },
  'technical-account': { type: 'string' },
  'password-stdin': { type: 'boolean' },
  'password-fd': { type: 'string' },
  timeout: { type: 'string' },
  ca: { type: 'string' },
  quiet: { type: 'boolean' },
  verbose: { type: 'boolean' },
  errors: { type: 'string' },
  format: { type: 'string' },
  search: { type: 'string' },
  status: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parse>['values'];

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options, allowPositionals: true, strict: true });
  } catch (cause) {
    // Node's text names the option and says what is wrong with it; a value is not in it.
    throw new AppError(
      'usage',
      cause instanceof Error ? `${cause.message.split(/\.\s/)[0]}.` : 'Wrong arguments.',
      { cause },
    );
  }
}

/** The command that these arguments ask for. Throws `usage`. */
export function parseCommand(argv: string[]): Command {
  const { values, positionals } = parse(argv);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [name, ...rest] = positionals;
  if (name === undefined) throw new AppError('usage', 'No command was given.');
  if (rest.length > 0) throw new AppError('usage', `"${name}" takes no argument "${rest[0]}".`);
  switch (name) {
    case 'token':
      refuse(values, name, ['search', 'status']);
      return {
        name,
        format: oneOf('--format', values.format ?? 'raw', tokenFormats),
        options: common(values),
      };
    case 'units': {
      const format = oneOf('--format', values.format ?? 'table', unitFormats);
      return {
        name,
        format,
        search: values.search ?? '',
        status: values.status ?? '',
        options: common(values),
      };
    }
    default:
      throw new AppError('usage', `There is no command "${name}".`);
  }
}

/** How failures are printed; read apart, because it must be known when the arguments are the failure. */
export function errorFormat(argv: readonly string[]): 'text' | 'json' {
  const at = argv.lastIndexOf('--errors');
  return argv.includes('--errors=json') || (at >= 0 && argv[at + 1] === 'json') ? 'json' : 'text';
}

function refuse(values: Values, command: string, names: (keyof Values)[]): void {
  const name = names.find((key) => values[key] !== undefined);
  if (name) throw new AppError('usage', `"${command}" has no option --${name}.`);
}

function common(values: Values): CommonOptions {
  oneOf('--errors', values.errors ?? 'text', ['text', 'json']);
  if (values.quiet && values.verbose)
    throw new AppError('usage', '--quiet and --verbose exclude each other.');
  return {
    connection: values.connection,
    technicalAccount: values['technical-account'],
    passwordStdin: values['password-stdin'] ?? false,
    passwordFd: wholeNumber('--password-fd', values['password-fd'], 0),
    timeout: seconds(values.timeout),
    ca: values.ca,
    quiet: values.quiet ?? false,
    verbose: values.verbose ?? false,
  };
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found) return found;
  throw new AppError('usage', `${option} is one of ${allowed.join(', ')}, not "${value}".`);
}

function wholeNumber(option: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value) && Number(value) >= least) return Number(value);
  throw new AppError('usage', `${option} takes a whole number from ${least} on, not "${value}".`);
}

function seconds(value: string | undefined): number | undefined {
  const number = wholeNumber('--timeout', value, 1);
  return number === undefined ? undefined : number * 1000;
}
