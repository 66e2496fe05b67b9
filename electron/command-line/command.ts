import type { Context } from './context.ts';
import type { CommonOptions } from './options.ts';

/** One option of a command. Parsing, help and whatever else tells about options is derived from these. */
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
/** What parsing makes of a table: text with a default is always there, a switch is true or false, a list may be empty. */
export type ValuesOf<T extends OptionTable> = { -readonly [K in keyof T]: ValueOf<T[K]> };

/** What stands on the command line beside the options. */
export interface Operands {
  /** As the help shows them, for instance "METHOD PATH". */
  usage: string;
  least: number;
  most: number;
  /** The words that the first one may be, in whatever letter case. */
  choices?: readonly string[];
}

export interface Definition<T extends OptionTable> {
  name: string;
  /** One line, without a full stop. */
  summary: string;
  operands?: Operands;
  options: T;
  /** What the options do not say, in sentences; a line of the help each. */
  notes?: readonly string[];
  /** A line that works when it is pasted, but for its names. */
  example: string;
  /** Throws AppError. Whatever is heavy (MSAL, zod) is imported in here, so that the other commands start quickly. */
  run(
    context: Context,
    given: { options: ValuesOf<T> & CommonOptions; operands: readonly string[] },
  ): Promise<void>;
}

/** A command with the types of its options forgotten, as the list of all of them holds it. */
export interface Command {
  name: string;
  summary: string;
  operands: Operands | undefined;
  options: OptionTable;
  notes: readonly string[];
  example: string;
  run(
    context: Context,
    given: { options: Readonly<Record<string, unknown>>; operands: readonly string[] },
  ): Promise<void>;
}

/** A file of `commands/` is one call of this. */
export function defineCommand<const T extends OptionTable>(definition: Definition<T>): Command {
  return {
    ...definition,
    operands: definition.operands,
    notes: definition.notes ?? [],
    // Parsing goes by the same table, so the values are what the definition says.
    run: (context, { options, operands }) =>
      definition.run(context, { options: options as ValuesOf<T> & CommonOptions, operands }),
  };
}
