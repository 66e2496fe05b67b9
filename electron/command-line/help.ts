import type { Command, Option, OptionTable } from './command.ts';
import { commonOptions, environment } from './options.ts';

/** What `max-desk --help` prints: every command, the options that all of them have, and what the environment says. */
export function help(commands: readonly Command[]): string {
  const rows = commands.map((command): Row => [`max-desk ${usage(command)}`, command.summary]);
  return [
    'max-desk: the command line of MAX Desk, for daemons and scripts.',
    '',
    ...columns(rows),
    '',
    'max-desk COMMAND --help tells all options of a command, --technical-account among them.',
    '',
    'Options of every command',
    ...optionRows(commonOptions),
    '',
    'Environment',
    ...columns(environment),
    '',
    'Exit status',
    ...columns(exitStatuses.map(([status, meaning]): Row => [String(status), meaning])),
    '',
  ].join('\n');
}

/** What `max-desk COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const own =
    Object.keys(command.options).length === 0 ? [] : ['Options', ...optionRows(command.options), ''];
  return [
    `max-desk ${usage(command)}: ${command.summary}.`,
    '',
    ...command.notes,
    ...(command.notes.length === 0 ? [] : ['']),
    ...own,
    'Options of every command',
    ...optionRows(commonOptions),
    '',
    'Example',
    `  ${command.example}`,
    '',
  ].join('\n');
}

/** What each exit status means, for whoever reads it. */
export const exitStatuses: readonly (readonly [status: number, meaning: string])[] = [
  [0, 'done'],
  [1, 'unexpected'],
  [2, 'usage: the arguments, or what was piped in'],
  [3, 'a sign-in is needed, or was refused'],
  [4, 'offline, or a fault of the network'],
  [5, 'the API refused; its status is in the message'],
  [6, 'configuration: the connection file, or no subscription key'],
  [7, 'storage: no keyring, a locked one, a full disk'],
  [130, 'interrupted'],
];

type Row = readonly [left: string, right: string];

/** A command with its operands, as it is typed. */
export function usage({ name, operands }: Command): string {
  return operands ? `${name} ${operands.usage}` : name;
}

function optionRows(table: OptionTable): string[] {
  return columns(
    Object.entries<Option>(table).map(([name, option]): Row => {
      if (option.type === 'switch')
        return [`${option.short ? `-${option.short}, ` : ''}--${name}`, option.summary];
      const usual = option.type === 'list' || !option.default ? '' : ` (${option.default})`;
      return [`--${name} ${option.value}`, option.summary + usual];
    }),
  );
}

/** A left side that is too wide gets a line of its own. */
function columns(rows: readonly Row[]): string[] {
  const width = 30;
  return rows.map(([left, right]) =>
    left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`,
  );
}
