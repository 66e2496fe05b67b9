/** The values of a list are written by others, and are to become formulas, commands or secrets in a log. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { resolveTarget } from '../../electron/core/api/client.ts';
import { curlCommand, curlPipe } from '../../electron/core/console/curl.ts';
import { redact } from '../../electron/core/diagnostics/redaction.ts';
import { attack } from '../fakes/attack.ts';
import { connectionWith } from '../fakes/connection.ts';
import { fuzz } from '../fakes/fuzz.ts';
import { sendJson } from '../fakes/hostile-server.ts';
import { type Victim, victim } from '../fakes/victim.ts';

let victims: Victim;
beforeAll(async () => {
  victims = await victim();
});
afterAll(() => victims.close());

/** What cURL gets as its arguments, apart from the names of options: a function of the shell stands for it, and tells them. */
function wordsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const { stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: { KEY: 'k e y' } });
  expect(stderr).toBe('');
  return stdout
    .split('\0')
    .slice(0, -1)
    .filter((each) => !each.startsWith('--'));
}

/** The rows of a file as a spreadsheet reads it that splits at `separator`. */
function cellsOf(csv: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < csv.length; at += 1) {
    const char = csv[at] ?? '';
    if (quoted) {
      if (char !== '"') cell += char;
      else if (csv[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator || char === '\n') {
      cells.push(cell);
      cell = '';
    } else if (char !== '\r') cell += char;
  }
  return [...cells, cell];
}

describe('hostile cell', () => {
  const signs = ['=1+1', '+1+cmd', '-1+cmd', '@SUM(1)', '＝1+1', '＋1+cmd', '－1+cmd', '＠SUM(1)'];
  const before = [
    '',
    ' ',
    '\t',
    '\r',
    '\n',
    '\0',
    '"',
    "'",
    'a,',
    'a;',
    'a\t',
    'a|',
    'a"',
    'a";',
    '\u00a0',
    '\ufeff',
    '\u200b',
  ];
  const texts = before.flatMap((each) => signs.map((sign) => each + sign));

  for (const format of ['csv', 'excel'])
    attack(
      `is a formula in --format ${format}`,
      'exported cells are harmless, whichever separator splits them (R44)',
      async () => {
        victims.hostile.answer((_request, response) =>
          sendJson(
            response,
            texts.map((text, n) => ({ id: `U-${n}`, name: text, city: text, status: text })),
          ),
        );
        const file = victims.file({ api: { baseUrl: victims.hostile.url, hubUrl: '' } });
        const args = victims.asAccount('units', '--connection', file, '--format', format);
        const { status, out } = await victims.user.run(args, { LANG: 'de_DE.UTF-8' });
        expect(status).toBe(0);
        for (const separator of [',', ';', '\t', '|']) {
          const formulas = cellsOf(out, separator).filter((cell) =>
            /^[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠](?!\d{1,6}$)/u.test(cell),
          );
          expect({ separator, formulas }).toEqual({ separator, formulas: [] });
        }
      },
    );
});

describe('hostile word', () => {
  attack(
    'breaks out of the quotes of a cURL command',
    'a copied command runs nothing but cURL',
    async (context) => {
      context.skip(process.platform === 'win32', 'Windows has no sh');
      const word = fc.array(
        fc.oneof(
          fc.constantFrom(
            "'",
            '"',
            '`',
            '$(touch x)',
            '$HOME',
            '\\',
            '\n',
            ';',
            '&',
            '|',
            '!',
            '*',
            '~',
            ' ',
            '#',
            '\u00e4',
            '%s',
          ),
          fc.string({ minLength: 1, maxLength: 4 }).map((text) => text.replaceAll('\0', '')),
        ),
        { maxLength: 8 },
      );
      const text = word.map((each) => each.join(''));
      await fuzz(
        fc.property(text, text, text, text, (path, token, value, body) => {
          const url = `https://api.example.com/${path}`;
          const copied = curlCommand({ url, token, keyHeader: 'X-Key', keyVariable: 'KEY' });
          expect(wordsOf(copied)).toEqual([url, `Authorization: Bearer ${token}`, 'X-Key: k e y']);
          const headers = { 'X-Own': value };
          const piped = curlPipe({ url, method: 'POST', headers, body }).replace(/^max-desk [^|]*\| /, '');
          expect(wordsOf(piped)).toEqual([
            '-',
            url,
            'POST',
            value === '' ? 'X-Own;' : `X-Own: ${value}`,
            ...(body.startsWith('--') ? [] : [body]),
          ]);
        }),
        656,
      );
    },
  );

  attack('is a secret in another form', 'neither the log nor diagnostics hold a secret (R29)', () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
    const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    for (const [text, secret] of [
      [`Basic of ${base64(`sam:${key}`)} was refused`, base64(`sam:${key}`)],
      // The same bytes at each of the three places that they can have in base64.
      ...['', 'x', 'xy'].map((before) => [`sent ${base64(before + token)}.`, base64(before + token)]),
      ...['', 'x', 'xy'].map((before) => [
        `sent ${base64(`${before}sam.sample@example.com`)}`,
        base64(`${before}sam.sample@example.com`),
      ]),
      [`sent ${base64(`sub/key+${key}`).replace('=', '')} on`, base64(`sub/key+${key}`).slice(0, 20)],
      [`"${'sam sample'}"@example.com was refused`, 'sam sample'],
      ['mail to "sam\\"s"@example.com', 'sam'],
      ['sam.sample%40example.com', 'sam.sample'],
      ['sam.sample@[192.0.2.1]', 'sam.sample'],
      ['säm.sämple@exämple.com', 'sämple@'],
      [encodeURIComponent(`{"token":"${token}"}`), 'eyJhbGci'],
      [JSON.stringify(JSON.stringify({ access_token: token })), 'eyJhbGci'],
      [Buffer.from(key).toString('hex'), Buffer.from(key).toString('hex')],
    ] as [string, string][])
      expect({ text, left: redact(text).includes(secret) }).toEqual({ text, left: false });
  });

  for (const target of [
    'blob:https://api.example.com/9115d58c',
    'filesystem:https://api.example.com/temporary/x',
    'data:text/plain,x',
    'javascript:x',
    'https:/\\collect.example.net/x',
    'https://api.example.com@collect.example.net/x',
    'https://user:word@api.example.com/x',
    'http://api.example.com/x',
    'https://api.example.com:444/x',
    'wss://api.example.com/x',
    '//collect.example.net/x',
    '\\\\collect.example.net\\x',
    'https://api.example.com.collect.example.net/x',
    'https://api.examplе.com/x',
  ])
    attack(
      `is ${target} in the place of an address`,
      'token and key go to the API of the connection and nowhere else',
      () => {
        const reached = (to: string) => {
          try {
            return resolveTarget(connectionWith(), to).href;
          } catch {
            return 'https://api.example.com/: none';
          }
        };
        expect(reached('/x')).toBe('https://api.example.com/max/x');
        expect(reached(target)).toMatch(/^https:\/\/api\.example\.com\//);
      },
    );
});
