import { describe, expect, test } from 'vitest';
import { errorFormat, parseRequest, wholeNumber } from '../../../electron/command-line/arguments.ts';
import type { Option } from '../../../electron/command-line/command.ts';
import { commands } from '../../../electron/command-line/commands.ts';
import { exitStatus } from '../../../electron/command-line/exit-status.ts';
import { commandHelp, help, otherSections } from '../../../electron/command-line/help.ts';
import { commonOptions } from '../../../electron/command-line/options.ts';
import { errorCodes } from '../../../electron/contract/names.ts';

const parse = (argv: string[]) => parseRequest(argv, commands);
const common = {
  connection: undefined,
  home: undefined,
  timeout: undefined,
  ca: undefined,
  quiet: false,
  verbose: false,
  errors: 'text',
  version: false,
  help: false,
};
const identity = {
  account: undefined,
  'technical-account': undefined,
  'password-stdin': false,
  'password-fd': undefined,
};

describe('the arguments', () => {
  test.each([
    [['--help'], undefined],
    [['-h'], undefined],
    [['--help', '--version'], undefined],
    [['token', '--help'], 'token'],
    [['-h', 'units'], 'units'],
  ])('ask for help: %j', (argv, name) => {
    const request = parse(argv);
    expect(request).toMatchObject({ kind: 'help' });
    expect(request.kind === 'help' && request.command?.name).toBe(name);
  });

  test('ask for the version', () => expect(parse(['--version'])).toEqual({ kind: 'version' }));

  test('have defaults', () => {
    expect(parse(['token'])).toMatchObject({
      kind: 'run',
      command: { name: 'token' },
      operands: [],
      options: { ...common, ...identity, format: 'raw', store: false, interactive: false },
    });
    expect(parse(['units'])).toMatchObject({
      kind: 'run',
      command: { name: 'units' },
      options: { ...common, ...identity, format: 'table', search: '', status: '' },
    });
  });

  test('may stand in any order', () => {
    const all = [
      '--connection',
      'a.json',
      '--technical-account=b',
      '--password-fd',
      '3',
      '--timeout',
      '5',
      '--ca=c',
    ];
    expect(
      parse([...all, 'units', '--search', 'x y', '--status=z', '--format', 'csv', '--quiet']),
    ).toMatchObject({
      command: { name: 'units' },
      options: {
        ...common,
        ...identity,
        format: 'csv',
        search: 'x y',
        status: 'z',
        connection: 'a.json',
        'technical-account': 'b',
        'password-fd': '3',
        timeout: '5',
        ca: 'c',
        quiet: true,
      },
    });
  });

  test('may have operands where a command takes some', () => {
    expect(parse(['connections', 'import', 'a.json'])).toMatchObject({
      command: { name: 'connections' },
      operands: ['import', 'a.json'],
    });
  });

  test('may have an option several times where a command takes that; elsewhere the last one counts', () => {
    const twice = ['--status', 'a', '--status=b'];
    expect(parse(['connections', 'learn', ...twice])).toMatchObject({ options: { status: ['a', 'b'] } });
    expect(parse(['connections', 'list'])).toMatchObject({ options: { status: [], field: [] } });
    expect(parse([...twice, 'units'])).toMatchObject({ options: { status: 'b' } });
  });

  test.each([
    ['no command', [], 'No command was given.'],
    ['an empty command', [''], 'There is no command "".'],
    ['an unknown command', ['sing'], 'There is no command "sing".'],
    ['a key of every object', ['constructor'], 'There is no command "constructor".'],
    ['an unknown option', ['token', '--loud'], "Unknown option '--loud'."],
    ['a password', ['token', '--password=swordfish'], "Unknown option '--password'."],
    ['an argument too many', ['token', 'now'], '"token" takes no argument "now".'],
    [
      'a format that is none',
      ['token', '--format', 'xml'],
      '--format is one of raw, header, json, curl, curl-config, curl-headers, not "xml".',
    ],
    [
      'a format of the other command',
      ['units', '--format', 'raw'],
      '--format is one of table, json, csv, excel, ndjson',
    ],
    ['an option of the other command', ['token', '--search', 'x'], '"token" has no option --search.'],
    [
      'an option without its value',
      ['token', '--connection'],
      "Option '--connection <value>' argument missing.",
    ],
    [
      'an option in the place of a value',
      ['token', '--connection', '--quiet'],
      "Option '--connection' argument is ambiguous.",
    ],
    ['a value for a switch', ['token', '--quiet=1'], "Option '--quiet' does not take an argument."],
    [
      'an option of the other command, although it is false',
      ['accounts', '--store'],
      '"accounts" has no option --store.',
    ],
    [
      'an operand too few',
      ['connections'],
      '"connections" needs: list|show|import|export|key|learn|remove [NAME|FILE].',
    ],
    ['an operand too many', ['connections', 'import', 'a', 'b'], '"connections" takes no argument "b".'],
    ['an operand that is none', ['connections', 'sing'], '"connections" is one of list, show, import,'],
    [
      'quiet and verbose at once',
      ['token', '--quiet', '--verbose'],
      '--quiet and --verbose exclude each other.',
    ],
    [
      'an error format that is none',
      ['token', '--errors', 'xml'],
      '--errors is one of text, json, not "xml".',
    ],
  ])('with %s are refused in one line', (_what, argv, message) => {
    expect(() => parse(argv)).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(() => parse(argv)).toThrow(message);
    expect(() => parse(argv)).not.toThrow(/\n|swordfish/);
  });

  test.each(['soon', '0', '0.5', '-1', '', '1e3', '12345678'])('have no number in "%s"', (value) => {
    expect(() => wholeNumber('--timeout', value, 1)).toThrow('--timeout takes a whole number from 1 on');
  });

  test('have a number in "007", and none where nothing is said', () => {
    expect(wholeNumber('--timeout', '007', 1)).toBe(7);
    expect(wholeNumber('--timeout', undefined, 1)).toBeUndefined();
  });

  test.each([
    [['--errors', 'json'], 'json'],
    [['sing', '--errors=json', '--loud'], 'json'],
    [['--errors', 'text'], 'text'],
    [['--errors', 'json', '--errors', 'text'], 'text'],
    [['--errors'], 'text'],
    [['json'], 'text'],
    [[], 'text'],
  ])('say how errors are printed even when they are wrong: %j', (argv, format) => {
    expect(errorFormat(argv)).toBe(format);
  });
});

describe('the commands', () => {
  const table = commands.map((command) => ({ ...commonOptions, ...command.options }));

  test('mean the same kind of thing by the same option: it may stand before the command', () => {
    const kinds = new Map<string, Set<boolean>>();
    // What one command takes several times may be of one value for another.
    for (const [name, { type }] of table.flatMap((each) => Object.entries<Option>(each)))
      kinds.set(name, (kinds.get(name) ?? new Set()).add(type === 'switch'));
    for (const [name, types] of kinds) expect([name, types.size]).toEqual([name, 1]);
  });

  test.each(commands.map((command) => [command.name, command] as const))(
    '%s have a help with every option and an example that can be parsed',
    (name, command) => {
      const text = commandHelp(command);
      for (const option of Object.keys({ ...commonOptions, ...command.options }))
        expect(text).toContain(`--${option}`);
      const [program, ...argv] = command.example.split(' ');
      expect(program).toBe('max-desk');
      expect(parse(argv)).toMatchObject({ kind: 'run', command: { name } });
      for (const line of text.split('\n')) expect(line.length).toBeLessThan(140);
    },
  );

  test('say in their help what an option takes, and what it is without', () => {
    const text = (name: string) => commandHelp(commands.find((each) => each.name === name) as never);
    expect(text('token')).toMatch(/how it is printed \(raw\)/);
    expect(text('units')).toMatch(/--columns \S+ {2,}/);
    expect(text('token')).not.toMatch(/--store .*\(/);
  });

  test('are all named by the help', () => {
    for (const { name, summary } of commands) {
      expect(help(commands)).toContain(`max-desk ${name}`);
      expect(help(commands)).toContain(summary);
    }
  });
});

test('every code of the contract has its exit status', () => {
  expect(Object.keys(exitStatus).sort()).toEqual([...errorCodes].sort());
  expect(new Set(Object.values(exitStatus))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 130]));
});

test('the help has each exit status, and no other one', () => {
  const rows = otherSections.find(([title]) => title === 'Exit status')?.[1] ?? [];
  const statuses = [...new Set([0, ...Object.values(exitStatus)])].sort((a, b) => a - b);
  expect(rows.map(([status]) => status)).toEqual(statuses.map(String));
});
