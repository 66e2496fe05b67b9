import { version } from '../../package.json';
import type { Command, OptionTable } from './command.ts';
import { type HelpRow, optionTexts, otherSections, usage } from './help.ts';
import { commonOptions } from './options.ts';

/** The manual page in roff, built from the same tables as the help. */
export function manualPage(commands: readonly Command[]): string {
  return [
    `.TH MAX\\-DESK 1 "" "MAX Desk ${text(version)}" "User Commands"`,
    '.SH NAME',
    `${text('max-desk')} \\- ${text('the command line of MAX Desk, for daemons and scripts')}`,
    '.SH SYNOPSIS',
    ...commands.flatMap((command) => [`.B ${text('max-desk')} ${text(usage(command))}`, '.br']),
    '.SH DESCRIPTION',
    line(
      'Signs people and technical accounts in to the MAX Customer API of TK Elevator, prints access tokens, lists units, calls the API and follows live updates. Results go to standard output, everything else to standard error.',
    ),
    '.SH COMMANDS',
    ...commands.flatMap(section),
    '.SH OPTIONS OF EVERY COMMAND',
    ...optionItems(commonOptions),
    ...otherSections.flatMap(([title, rows]) => [`.SH ${title.toUpperCase()}`, ...rows.flatMap(item)]),
    '.SH EXAMPLES',
    ...commands.flatMap(({ example }) => ['.PP', '.EX', line(example), '.EE']),
    '',
  ].join('\n');
}

function section(command: Command): string[] {
  return [
    `.SS ${text(usage(command))}`,
    line(`${command.summary}.`),
    ...(command.notes ? ['.PP', ...command.notes.map(line)] : []),
    ...optionItems(command.options),
  ];
}

function optionItems(table: OptionTable): string[] {
  return optionTexts(table).flatMap(([label, meaning]) => item([label, `${meaning}.`]));
}

function item([name, meaning]: HelpRow): string[] {
  return ['.TP', `.B ${text(name)}`, line(meaning)];
}

/** roff would treat a line that starts with a dot or a quotation mark as a request. */
function line(words: string): string {
  const shown = text(words);
  return /^[.']/.test(shown) ? `\\&${shown}` : shown;
}

/** Writes hyphens as minus signs, because people copy them, and non-ASCII characters by their code point. */
function text(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/[^\x20-\x7e]/g, (character) => {
      const number = character.codePointAt(0)?.toString(16).toUpperCase() ?? '';
      return `\\[u${number.padStart(4, '0')}]`;
    });
}
