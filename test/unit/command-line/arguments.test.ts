import { describe, expect, test } from 'vitest';
import { errorFormat, parseCommand } from '../../../electron/command-line/arguments.ts';
import { exitStatus } from '../../../electron/command-line/exit-status.ts';
import { errorCodes } from '../../../electron/contract.ts';

const common = {
  connection: undefined,
  technicalAccount: undefined,
  passwordStdin: false,
  passwordFd: undefined,
  timeout: undefined,
  ca: undefined,
  quiet: false,
  verbose: false,
};

describe('the arguments', () => {
  test.each([[['--help']], [['-h']], [['token', '--help']], [['--help', '--version']]])(
    'ask for help: %j',
    (argv) => expect(parseCommand(argv)).toEqual({ name: 'help' }),
  );

  test('ask for the version', () => expect(parseCommand(['--version'])).toEqual({ name: 'version' }));

  test('have defaults', () => {
    expect(parseCommand(['token'])).toEqual({ name: 'token', format: 'raw', options: common });
    expect(parseCommand(['units'])).toEqual({
      name: 'units',
      format: 'table',
      search: '',
      status: '',
      options: common,
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
      parseCommand([...all, 'units', '--search', 'x y', '--status=z', '--format', 'csv', '--quiet']),
    ).toEqual({
      name: 'units',
      format: 'csv',
      search: 'x y',
      status: 'z',
      options: {
        ...common,
        connection: 'a.json',
        technicalAccount: 'b',
        passwordFd: 3,
        timeout: 5_000,
        ca: 'c',
        quiet: true,
      },
    });
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
      '--format is one of raw, header, json, curl, not "xml".',
    ],
    [
      'a format of the other command',
      ['units', '--format', 'raw'],
      '--format is one of table, json, csv, ndjson',
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
      'a timeout that is no number',
      ['token', '--timeout', 'soon'],
      '--timeout takes a whole number from 1 on',
    ],
    ['a timeout of nothing', ['token', '--timeout', '0'], '--timeout takes a whole number from 1 on'],
    ['half a second', ['token', '--timeout', '0.5'], '--timeout takes a whole number from 1 on'],
    [
      'a descriptor that is no number',
      ['token', '--password-fd', 'x'],
      '--password-fd takes a whole number from 0 on',
    ],
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
    expect(() => parseCommand(argv)).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(() => parseCommand(argv)).toThrow(message);
    expect(() => parseCommand(argv)).not.toThrow(/\n|swordfish/);
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

test('every code of the contract has its exit status', () => {
  expect(Object.keys(exitStatus).sort()).toEqual([...errorCodes].sort());
  expect(new Set(Object.values(exitStatus))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 130]));
});
