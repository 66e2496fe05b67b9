import type { Command, Option, OptionTable } from './command.ts';
import { commonOptions } from './options.ts';

/** The completion scripts of the shells for commands, options and values; built from the same tables as the help. */
export const completions = { bash, zsh, fish };

interface Values {
  words: (words: string) => string;
  file: string;
  folder: string;
  free: string | undefined;
}

/** What a shell is told of an option's value; undefined for a switch, which has none. */
function valueFor(option: Option, of: Values): string | undefined {
  if (option.type === 'switch') return undefined;
  if (option.type === 'text' && option.choices) return of.words(option.choices.join(' '));
  if (/\bFILE\b/.test(option.value)) return of.file;
  return option.value === 'DIR' ? of.folder : of.free;
}

const optionsOf = ({ options }: Command) => Object.entries<Option>({ ...options, ...commonOptions });
const takesFile = ({ operands }: Command) => /\bFILE\b/.test(operands?.usage ?? '');

const bashValues: Values = {
  words: (words) => `compgen -W "${words}"`,
  file: 'compgen -f',
  folder: 'compgen -d',
  free: undefined,
};

/** Works with bash 3.2, which macOS ships; needs nothing else installed. */
function bash(commands: readonly Command[]): string {
  const flags = (table: OptionTable) => Object.keys(table).map((name) => `--${name}`);
  const valued = commands.flatMap(optionsOf).filter(([, { type }]) => type !== 'switch');
  const flagsWithValue = [...new Set(valued.map(([name]) => `--${name}`))];
  const namesWithFile = commands.filter(takesFile).map(({ name }) => name);
  const branches = commands.map(({ name, options, operands }) => {
    const words = flags({ ...options, ...commonOptions }).join(' ');
    return `    ${name}) options="${words}"; operands="${operands?.choices?.join(' ') ?? ''}" ;;`;
  });
  // The same option may have different values in another command.
  const values = commands.flatMap((command) =>
    optionsOf(command).flatMap(([name, option]) => {
      const reply = valueFor(option, bashValues);
      if (reply === undefined) return [];
      return [`    ${command.name}:--${name}) _max_desk_reply ${reply} -- "$current"; return ;;`];
    }),
  );
  return `# bash completion of max-desk: source <(max-desk completion bash)
_max_desk_reply() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <("$@")
}
_max_desk() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="" command="" options="" operands="" word="" i=1
  [ "$COMP_CWORD" -gt 0 ] && previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  # Bash takes --option=value for three words.
  if [ "$current" = "=" ]; then current=""; elif [ "$previous" = "=" ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  while [ "$i" -lt "$COMP_CWORD" ]; do
    word="\${COMP_WORDS[i]}"
    case "$word" in
      ${flagsWithValue.join('|')})
        [ "\${COMP_WORDS[i+1]}" = "=" ] && i=$((i + 1))
        i=$((i + 1)) ;;
      -*) ;;
      *) [ -z "$command" ] && command="$word" ;;
    esac
    i=$((i + 1))
  done
  case "$command:$previous" in
${values.join('\n')}
    ${flagsWithValue.map((flag) => `*:${flag}`).join('|')}) _max_desk_reply compgen -f -- "$current"; return ;;
  esac
  case "$command" in
${branches.join('\n')}
    *) options="${flags(commonOptions).join(' ')}"; operands="${commands.map(({ name }) => name).join(' ')}" ;;
  esac
  case "$current" in
    -*) _max_desk_reply compgen -W "$options" -- "$current" ;;
    *) _max_desk_reply compgen -W "$operands" -- "$current"
       case "$command" in
         ${namesWithFile.join('|')}) [ "$previous" = "$command" ] || _max_desk_reply compgen -f -- "$current" ;;
       esac ;;
  esac
}
complete -o filenames -F _max_desk max-desk
`;
}

/** In single quotes, these shells treat only the single quote specially. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function zsh(commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`);
  const branches = commands.map((command) => {
    const { operands } = command;
    const words = operands?.choices ? [`'1:argument:(${operands.choices.join(' ')})'`] : [];
    const rest = takesFile(command) ? ["'*:file:_files'"] : ["'*:argument:'"];
    const specs = [...optionsOf(command).map(zshOption), ...(operands ? [...words, ...rest] : [])];
    return `      ${command.name})\n        _arguments -s \\\n          ${specs.join(' \\\n          ')} ;;`;
  });
  return `#compdef max-desk
# zsh completion of max-desk: max-desk completion zsh > a folder of $fpath, as _max-desk
_max-desk() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${names.join('\n')}
  )
  _arguments -C -s \\
    ${Object.entries<Option>(commonOptions).map(zshOption).join(' \\\n    ')} \\
    '1:command:->command' \\
    '*::argument:->argument'
  case "$state" in
    command) _describe command commands ;;
    argument)
      case "$line[1]" in
${branches.join('\n')}
      esac ;;
  esac
}
# Sourced, it offers itself; from $fpath it is what is called.
if [ "$funcstack[1]" = "_max-desk" ]; then _max-desk "$@"; else compdef _max-desk max-desk; fi
`;
}

const zshValues: Values = {
  words: (words) => `(${words})`,
  file: '_files',
  folder: '_files -/',
  free: ' ',
};

function zshOption([name, option]: [string, Option]): string {
  const summary = option.summary.replaceAll(/[[\]:\\]/g, String.raw`\$&`);
  const value = valueFor(option, zshValues);
  if (value === undefined) return quoted(`--${name}[${summary}]`);
  return quoted(`${option.type === 'list' ? '*' : ''}--${name}=[${summary}]:value:${value}`);
}

function fish(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const lines = commands.flatMap((command) => {
    const seen = `-n ${quoted(`__fish_seen_subcommand_from ${command.name}`)}`;
    const words = command.operands?.choices?.join(' ');
    return [
      `complete -c max-desk -n ${quoted(`not __fish_seen_subcommand_from ${names}`)} -a ${command.name} -d ${fishText(command.summary)}`,
      ...(words ? [`complete -c max-desk ${seen} -a ${quoted(words)}`] : []),
      ...(takesFile(command) ? [`complete -c max-desk ${seen} -F`] : []),
      ...Object.entries<Option>(command.options).map((entry) => fishOption(entry, seen)),
    ];
  });
  return `# fish completion of max-desk: max-desk completion fish > ~/.config/fish/completions/max-desk.fish
complete -c max-desk -f
${Object.entries<Option>(commonOptions)
  .map((entry) => fishOption(entry, ''))
  .join('\n')}
${lines.join('\n')}
`;
}

const fishValues: Values = {
  words: (words) => `-x -a ${quoted(words)}`,
  file: '-r -F',
  folder: "-x -a '(__fish_complete_directories)'",
  free: '-x',
};

function fishOption([name, option]: [string, Option], condition: string): string {
  const short = option.type === 'switch' && option.short ? `-s ${option.short}` : '';
  const value = valueFor(option, fishValues) ?? '';
  const summary = `-d ${fishText(option.summary)}`;
  const parts = ['complete -c max-desk', condition, short, `-l ${name}`, value, summary];
  return parts.filter((part) => part !== '').join(' ');
}

/** In fish, a backslash escapes in single quotes too. */
function fishText(text: string): string {
  return `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
}
