import { expect, test } from 'vitest';
import { argumentsIn, parseStartArguments } from '../../../electron/core/start-arguments.ts';

test.each([
  [[], { connection: undefined, simulator: false }],
  [['--connection', 'a.json'], { connection: 'a.json', simulator: false }],
  [
    ['--connection=a.json', '--simulator', '--no-sandbox', 'file.maxdesk'],
    { connection: 'a.json', simulator: true },
  ],
])('the window is started with %j', (argv, expected) => expect(parseStartArguments(argv)).toEqual(expected));

test.each([[['--connection']], [['--connection=']]])('%j names no file', (argv) => {
  expect(() => parseStartArguments(argv)).toThrow(
    expect.objectContaining({ code: 'usage', hint: expect.stringContaining('--connection max-ea.json') }),
  );
});

test('what is no option is told from what is one', () => {
  expect(argumentsIn(['.', '--flag', '--connection', 'a.json', 'b.maxdesk']).positionals).toEqual([
    '.',
    'b.maxdesk',
  ]);
});
