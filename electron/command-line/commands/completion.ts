import { type Command, defineCommand } from '../command.ts';

/** `commands` returns all commands, including this one. */
export const completion = (commands: () => readonly Command[]) =>
  defineCommand({
    name: 'completion',
    summary: 'print what makes a shell complete commands and options',
    operands: { usage: 'bash|zsh|fish', least: 1, most: 1, choices: ['bash', 'zsh', 'fish'] },
    options: {},
    notes: [
      'bash: source <(max-desk completion bash) in ~/.bashrc',
      'zsh: max-desk completion zsh > a folder of $fpath, as _max-desk; or source <(max-desk completion zsh) after compinit',
      'fish: max-desk completion fish > ~/.config/fish/completions/max-desk.fish',
    ],
    example: 'max-desk completion bash',
    async run({ output }, { operands: [shell] }) {
      const { completions } = await import('../completion.ts');
      const complete = shell === 'zsh' || shell === 'fish' ? completions[shell] : completions.bash;
      await output.write(complete(commands()));
    },
  });
