import { type Command, defineCommand } from '../command.ts';

/** `commands` returns all commands, including this one. */
export const man = (commands: () => readonly Command[]) =>
  defineCommand({
    name: 'man',
    summary: 'print the manual page',
    options: {},
    notes: [
      'To read it: max-desk man | man -l -. To install it: max-desk man > /usr/local/share/man/man1/max-desk.1',
    ],
    example: 'max-desk man',
    async run({ output }) {
      const { manualPage } = await import('../manual.ts');
      await output.write(manualPage(commands()));
    },
  });
