import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../electron/command-line/commands.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';

const has = (program: string) =>
  process.platform !== 'win32' && spawnSync('sh', ['-c', 'command -v "$0"', program]).status === 0;
const [hasBash, hasZsh, hasFish, hasGroff] = ['bash', 'zsh', 'fish', 'groff'].map(has);
const missing = ['bash', 'zsh', 'fish', 'groff'].filter((program) => !has(program));
if (missing.length > 0)
  console.log(`Skipped, what needs them: this computer has no ${missing.join(', no ')}.`);

let cli: Bundled;
let folder: string;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-completion-'));
  writeFileSync(path.join(folder, 'max ea.json'), '{}');
  mkdirSync(path.join(folder, 'maxima'));
  for (const shell of ['bash', 'zsh', 'fish'])
    writeFileSync(path.join(folder, `_${shell}`), maxDesk('completion', shell));
});
afterAll(async () => {
  await cli.remove();
  rmSync(folder, { recursive: true });
});

const maxDesk = (...args: string[]) =>
  execFileSync(process.execPath, [cli.file, ...args], { encoding: 'utf8' });
const names = commands.map(({ name }) => name);

/** What is asked, as the words before the key is pressed, and some of what must and must not be offered. */
const questions: [words: string[], offered: string[], not: string[]][] = [
  [[''], names, ['--help', 'max ea.json']],
  [['to'], ['token'], ['units']],
  [['--timeout', '5', 'un'], ['units'], ['token']],
  [['token', '--'], ['--format', '--store', '--connection', '--technical-account'], ['--search']],
  [
    ['units', '--format', ''],
    ['table', 'json', 'csv', 'excel', 'ndjson'],
    ['raw', 'units'],
  ],
  [['token', '--format', 'c'], ['curl'], ['csv', 'raw']],
  [['--quiet', 'connections', ''], ['list', 'show', 'import', 'export', 'learn', 'remove'], ['token']],
  [['call', ''], ['GET', 'POST', 'DELETE'], ['token']],
  [['completion', ''], ['bash', 'zsh', 'fish'], ['token']],
  [['token', '--connection', 'max'], ['max ea.json'], ['token']],
  [['token', '--home', 'max'], ['maxima'], ['max ea.json']],
  [['connections', 'import', 'max'], ['max ea.json'], ['list']],
];

describe.runIf(hasBash)('bash', () => {
  function offers(words: string[]): string[] {
    const all = ['max-desk', ...words];
    const script = `source ./_bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _max_desk; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const args = ['--norc', '-c', script, 'bash', ...all];
    return execFileSync('bash', args, { cwd: folder, encoding: 'utf8' }).split('\n').filter(Boolean);
  }

  test.each(questions)('%j is completed', (words, offered, not) => {
    const found = offers(words);
    for (const each of offered) expect(found).toContain(each);
    for (const each of not) expect(found).not.toContain(each);
  });

  test('an option with its value behind an equals sign is completed too', () => {
    expect(offers(['token', '--format', '=', 'cu'])).toEqual(['curl', 'curl-config', 'curl-headers']);
    expect(offers(['token', '--format', '='])).toContain('header');
    expect(offers(['--errors', '=', 'json', 'uni'])).toEqual(['units']);
  });
});

describe.runIf(hasFish)('fish', () => {
  test('completes all of them', () => {
    const line = ([...words]: string[]) => `complete -C 'max-desk ${words.join(' ')}'; echo ---`;
    const script = `source ./_fish; ${questions.map(([words]) => line(words)).join('; ')}`;
    const out = execFileSync('fish', ['--no-config', '-c', script], { cwd: folder, encoding: 'utf8' });
    const answers = out.split('---\n').map((answer) => answer.split('\n').map((each) => each.split('\t')[0]));
    for (const [i, [words, offered, not]] of questions.entries()) {
      // It shows folders with a slash at their end, and spaces with a backslash before them.
      const found = answers[i]?.map((each) => each?.replace(/\/$/, '').replaceAll('\\ ', ' ')) ?? [];
      for (const each of offered) expect([words, found]).toEqual([words, expect.arrayContaining([each])]);
      for (const each of not) expect([words, found]).not.toEqual([words, expect.arrayContaining([each])]);
    }
  });
});

describe.runIf(hasZsh)('zsh', () => {
  test('completes commands, their words, options and values', () => {
    // A shell of its own on a terminal of its own, in which the key is pressed. What is typed before its line editor is there
    // may be lost; when it is, it asks the terminal for bracketed paste (2004h). Its keys are Emacs', though npm sets EDITOR to vi.
    const script = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -r -m shell answer '*2004h*'
zpty -w shell "bindkey -e; PS1=; autoload -U compinit; compinit -u -d ./dump; source ./_zsh; LISTMAX=0; zstyle ':completion:*' list-separator '#'; unsetopt list_ambiguous"
zpty -r -m shell answer '*2004h*'
for line in "$@"; do zpty -n -w shell "$line"$'\\t'; zpty -n -w shell $'\\C-a'"echo "$'\\C-e'" do''ne"$'\\n'; zpty -r -m shell answer '*do''ne*2004h*'; print -r -- "$answer"; done
`;
    const lines = [
      'max-desk tok',
      'max-desk units --form',
      'max-desk token --format=cur',
      'max-desk completion ba',
    ];
    const args = ['-f', '-c', script, 'zsh', ...lines];
    const env = { ...process.env, TERM: 'xterm' };
    const { stdout } = spawnSync('zsh', args, { cwd: folder, env, encoding: 'utf8', timeout: 60_000 });
    for (const wanted of ['token', 'units --format', 'token --format=curl', 'completion bash'])
      expect(stdout).toContain(`max-desk ${wanted} done`);
  });
});

describe.runIf(hasGroff)('the manual page', () => {
  test('is good roff, and tells of every command, option and variable', () => {
    const page = maxDesk('man');
    const set = (...args: string[]) =>
      spawnSync('groff', ['-man', '-ww', '-Tutf8', '-P-c', ...args], { input: page, encoding: 'utf8' });
    expect(set('-z').stderr).toBe('');
    // Bold is a letter, a step back, and the letter again.
    const bold = new RegExp(`.${String.fromCharCode(8)}`, 'gu');
    const text = set().stdout.replaceAll(bold, '').replaceAll(/\s+/g, ' ');
    for (const { name, options, example } of commands) {
      expect(text).toContain(`max-desk ${name}`);
      expect(text).toContain(example);
      for (const option of Object.keys(options)) expect(text).toContain(`--${option}`);
    }
    for (const word of ['MAX_DESK_KEY_FILE', 'EXIT STATUS', '130 interrupted', 'MAX Desk 0.', '[UNIT…]'])
      expect(text).toContain(word);
  });
});
