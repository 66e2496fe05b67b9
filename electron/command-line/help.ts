import type { Command, Option, OptionTable } from './command.ts';
import { commonOptions, environment } from './options.ts';

/** The output of `max-desk --help`: all commands, the common options and the environment variables. */
export function help(commands: readonly Command[]): string {
  const rows = commands.map((command): HelpRow => [`max-desk ${usage(command)}`, command.summary]);
  return [
    'max-desk: the command line of MAX Desk, for daemons and scripts.',
    '',
    ...columns(rows),
    '',
    'max-desk COMMAND --help tells all options of a command, --technical-account among them.',
    '',
    'Options of every command',
    ...columns(optionTexts(commonOptions)),
    '',
    ...otherSections.flatMap(([title, rows]) => [title, ...columns(rows), '']),
  ].join('\n');
}

/** The output of `max-desk COMMAND --help`. */
export function commandHelp(command: Command): string {
  const options = columns(optionTexts(command.options));
  return [
    `max-desk ${usage(command)}: ${command.summary}.`,
    '',
    ...(command.notes ? [...command.notes, ''] : []),
    ...(options.length === 0 ? [] : ['Options', ...options, '']),
    'Options of every command',
    ...columns(optionTexts(commonOptions)),
    '',
    'Example',
    `  ${command.example}`,
    '',
  ].join('\n');
}

/** What is said once for all commands, beside their options. */
export const otherSections: readonly [title: string, rows: readonly HelpRow[]][] = [
  ['Environment', environment],
  [
    'Exit status',
    [
      ['0', 'done'],
      ['1', 'unexpected'],
      ['2', 'usage: the arguments, or what was piped in'],
      ['3', 'a sign-in is needed, or was refused'],
      ['4', 'offline, or a fault of the network'],
      [
        '5',
        'the API refused (its status is in the message), a list is not whole, or --fail-empty found nothing',
      ],
      ['6', 'configuration: the connection file, or no subscription key'],
      ['7', 'storage: no keyring, a locked one, a full disk'],
      ['130', 'interrupted'],
    ],
  ],
];

/** What is listed, and its meaning. */
export type HelpRow = readonly [left: string, right: string];

/** A command with its operands, as one types it. */
export function usage({ name, operands }: Command): string {
  return operands ? `${name} ${operands.usage}` : name;
}

/** Each option as one types it, and its meaning with the default. */
export function optionTexts(table: OptionTable): HelpRow[] {
  return Object.entries<Option>(table).map(([name, option]): HelpRow => {
    if (option.type === 'switch')
      return [`${option.short ? `-${option.short}, ` : ''}--${name}`, option.summary];
    const usual = option.type === 'text' && option.default ? ` (${option.default})` : '';
    return [`--${name} ${option.value}`, option.summary + usual];
  });
}

/** A left column that is too wide gets its own line. */
function columns(rows: readonly HelpRow[]): string[] {
  const width = 30;
  return rows.map(([left, right]) =>
    left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`,
  );
}
