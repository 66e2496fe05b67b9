import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError } from '../core/errors.ts';
import type { Command, Option, OptionTable } from './command.ts';
import { type CommonOptions, commonOptions } from './options.ts';

type Value = string | boolean | readonly string[] | undefined;
export type Values = Readonly<Record<string, Value>>;

/** What the arguments ask for: help (for one command or for all), the version, or a command with its options. */
export type Request =
  | { kind: 'help'; command: Command | undefined }
  | { kind: 'version' }
  | { kind: 'run'; command: Command; options: Values & CommonOptions; operands: readonly string[] };

/** Parses the command line. Throws `usage`. */
export function parseRequest(argv: readonly string[], commands: readonly Command[]): Request {
  const { values, positionals } = parse(argv, commands);
  const [name, ...operands] = positionals;
  const command = commands.find((each) => each.name === name);
  if (name !== undefined && !command) throw new AppError('usage', `There is no command "${name}".`);
  if (values['help']) return { kind: 'help', command };
  if (values['version']) return { kind: 'version' };
  if (!command) throw new AppError('usage', 'No command was given.');
  const table = { ...commonOptions, ...command.options };
  const foreign = Object.keys(values).find((each) => !Object.hasOwn(table, each));
  if (foreign) throw new AppError('usage', `"${command.name}" has no option --${foreign}.`);
  const options = checked(table, values) as Values & CommonOptions;
  if (options.quiet && options.verbose)
    throw new AppError('usage', '--quiet and --verbose exclude each other.');
  return { kind: 'run', command, options, operands: checkedOperands(command, operands) };
}

/** Knows the options of all commands, so that options may also come before the command name. */
function parse(argv: readonly string[], commands: readonly Command[]) {
  const tables = [commonOptions, ...commands.map((command) => command.options)];
  const all = tables.flatMap((table) => Object.entries<Option>(table));
  // What one command takes several times is parsed so for all of them.
  const lists = all.filter(([, { type }]) => type === 'list');
  const entries = [...all, ...lists].map(([name, option]) => [name, config(option)]);
  const options = Object.fromEntries(entries) as ParseArgsOptionsConfig;
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { values: parsed.values as Values, positionals: parsed.positionals };
  } catch (cause) {
    // Node's message names the option and the problem, but never contains the option's value.
    throw new AppError('usage', `${(cause as Error).message.split(/\.\s/)[0]}.`, { cause });
  }
}

function config(option: Option): ParseArgsOptionsConfig[string] {
  if (option.type === 'text') return { type: 'string' };
  if (option.type === 'list') return { type: 'string', multiple: true };
  return { type: 'boolean', ...(option.short === undefined ? {} : { short: option.short }) };
}

function checkedOperands({ name, operands }: Command, given: readonly string[]): readonly string[] {
  const { usage = '', least = 0, most = 0, choices } = operands ?? {};
  if (given.length > most) throw new AppError('usage', `"${name}" takes no argument "${given[most]}".`);
  if (given.length < least) throw new AppError('usage', `"${name}" needs: ${usage}.`);
  const [word, ...rest] = given;
  if (!choices || word === undefined) return given;
  const meant = choices.find((choice) => choice.toLowerCase() === word.toLowerCase());
  oneOf(`"${name}"`, meant ?? word, choices);
  return [meant ?? word, ...rest];
}

function checked(table: OptionTable, values: Values): Values {
  const entries = Object.entries(table).map(([name, option]): [string, Value] => {
    const given = values[name];
    if (option.type === 'switch') return [name, given === true];
    if (option.type === 'list') return [name, given ?? []];
    const value = given === undefined ? option.default : String([given].flat().at(-1));
    if (value !== undefined && option.choices) oneOf(`--${name}`, value, option.choices);
    return [name, value];
  });
  return Object.fromEntries(entries);
}

/** How failures are printed. Parsed separately, because it must be known even when the arguments are invalid. */
export function errorFormat(argv: readonly string[]): 'text' | 'json' {
  const at = argv.lastIndexOf('--errors');
  return argv.includes('--errors=json') || (at >= 0 && argv[at + 1] === 'json') ? 'json' : 'text';
}

function oneOf(what: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new AppError('usage', `${what} is one of ${allowed.join(', ')}, not "${value}".`);
}

/** The value of an option as a whole number, or undefined if it was not given. Throws `usage`. */
export function wholeNumber(option: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value) && Number(value) >= least) return Number(value);
  throw new AppError('usage', `${option} takes a whole number from ${least} on, not "${value}".`);
}
