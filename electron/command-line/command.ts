import type { Context } from './context.ts';
import type { CommonOptions } from './options.ts';

/** One option of a command. Parsing, help, manual page and completion are derived from it. */
export type Option =
  | { type: 'switch'; summary: string; short?: string }
  /** May be given several times. */
  | { type: 'list'; value: string; summary: string }
  | { type: 'text'; value: string; summary: string; choices?: readonly string[]; default?: string };
export type OptionTable = Readonly<Record<string, Option>>;

type TextOf<O> = O extends { choices: readonly (infer C)[] } ? C : string;
type ValueOf<O> = O extends { type: 'switch' }
  ? boolean
  : O extends { type: 'list' }
    ? readonly string[]
    : O extends { default: string }
      ? TextOf<O>
      : TextOf<O> | undefined;
/** The parsed values: a text with a default is never undefined, a switch is a boolean, a list may be empty. */
export type ValuesOf<T extends OptionTable> = { -readonly [K in keyof T]: ValueOf<T[K]> };

/** The positional arguments of a command. */
interface Operands {
  /** As shown in the help, for instance "METHOD PATH". */
  usage: string;
  least: number;
  most: number;
  /** The allowed values of the first operand, in any letter case. */
  choices?: readonly string[];
}

/** `V` are the values of its options. */
export interface Command<V = Readonly<Record<string, unknown>>> {
  name: string;
  /** One line, without a full stop. */
  summary: string;
  operands?: Operands;
  options: OptionTable;
  /** What the options do not explain, in sentences; each note is one line of the help. */
  notes?: readonly string[];
  /** How long it may take to close what it keeps after its time limit, ms; 200 unless given. */
  closing?: number;
  /** A command line that works when it is pasted; only its names are made up. */
  example: string;
  /** Throws AppError. Heavy modules (MSAL, zod) are imported in here, so that other commands start quickly. */
  run(context: Context, given: { options: V; operands: readonly string[] }): Promise<void>;
}

/** Every file in `commands/` calls this once. The parser uses the same table, so the values have its types. */
export function defineCommand<const T extends OptionTable>(
  definition: Command<ValuesOf<T> & CommonOptions> & { options: T },
): Command {
  return definition as unknown as Command;
}
