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
    'Exit status: 0 done, 1 unexpected, 2 usage, 3 sign-in needed or refused, 4 network, 5 the API refused,',
    '6 configuration, 7 storage, 130 interrupted.',
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
    ...own,
    'Options of every command',
    ...optionRows(commonOptions),
    '',
    'Example',
    `  ${command.example}`,
    '',
  ].join('\n');
}

type Row = readonly [left: string, right: string];

function usage({ name, operands }: Command): string {
  return operands ? `${name} ${operands.usage}` : name;
}

function optionRows(table: OptionTable): string[] {
  return columns(
    Object.entries<Option>(table).map(([name, option]): Row => {
      if (option.type === 'switch')
        return [`${option.short ? `-${option.short}, ` : ''}--${name}`, option.summary];
      const usual = option.default === undefined ? '' : ` (${option.default})`;
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
