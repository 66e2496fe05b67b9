import { describe, expect, test } from 'vitest';
import type { PlainRequest } from '../../../../electron/core/console/curl.ts';
import { requestAs } from '../../../../electron/core/console/request-forms.ts';

/** Everything that some shell or language would read as more than a letter. */
const hostile = `it's "q" $HOME $(id) \`id\` %PATH% \\ ; & | ! # ~ \r\n\tä \u2018\u2019\u201a\u201b \u2028 \${x} %s`;
const request = (part: Partial<PlainRequest> = {}): PlainRequest => ({
  url: 'https://api.example.com/max/units?q=[1]&x=$(id)',
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-a': "`id`'", 'x-empty': '' },
  body: hostile,
  ...part,
});

describe('a request as a cURL command', () => {
  test('takes token and key from the command line by a pipe, and is quoted for the shell', () => {
    expect(requestAs(request({ body: `{"it's": "$HOME"}` }), 'X-Key', 'curl')).toBe(
      'max-desk token --format curl-headers | curl --config - ' +
        `'https://api.example.com/max/units?q=[1]&x=$(id)' --globoff --request POST ` +
        String.raw`--header "content-type: application/json" --header 'x-a: ${'`id`'}'\''' --header 'x-empty;' ` +
        String.raw`--data-raw '{"it'\''s": "$HOME"}'`,
    );
  });

  test('asks for what there is with HEAD, and for the rest by its method', () => {
    const plain = { url: 'https://a/b', headers: {}, body: undefined };
    const of = (method: string) => requestAs({ ...plain, method }, 'X-Key', 'curl').split('--config - ')[1];
    expect([of('GET'), of('HEAD'), of('DELETE')]).toEqual([
      '"https://a/b"',
      '"https://a/b" --head',
      '"https://a/b" --request DELETE',
    ]);
  });
});

describe('a request as fetch', () => {
  test('is a program that asks for exactly this, with token and key of its environment', async () => {
    const asked: unknown[] = [];
    const fake = (url: string, init: RequestInit) => {
      asked.push([url, init]);
      return { status: 200, text: async () => '' };
    };
    const program = requestAs(request(), `X-'"\`$`, 'fetch').replace('const response', 'let response');
    const run = new Function('fetch', 'process', 'console', `return (async () => { ${program} })()`);
    const env = { MAX_DESK_ACCESS_TOKEN: 'the-token', MAX_DESK_SUBSCRIPTION_KEY: 'the-key' };
    await run(fake, { env }, { log: () => undefined });
    const { headers, ...rest } = request();
    const { url, ...sent } = rest;
    expect(asked).toEqual([
      [url, { ...sent, headers: { ...headers, Authorization: 'Bearer the-token', [`X-'"\`$`]: 'the-key' } }],
    ]);
  });
});

describe('a request for PowerShell', () => {
  /** The texts between single quotes by PowerShell's rule, and what is left of the script without them. */
  function read(script: string): { texts: string[]; code: string } {
    const texts: string[] = [];
    const quotes = "'\u2018\u2019\u201a\u201b";
    let code = '';
    let at = 0;
    while (at < script.length) {
      if (!quotes.includes(script.charAt(at))) {
        code += script.charAt(at);
        at += 1;
        continue;
      }
      let text = '';
      for (at += 1; at < script.length; at += 1) {
        const isQuote = quotes.includes(script.charAt(at));
        if (isQuote && !quotes.includes(script.charAt(at + 1) || ' ')) break;
        if (isQuote) at += 1;
        text += script.charAt(at);
      }
      at += 1;
      texts.push(text);
      code += '<>';
    }
    return { texts, code };
  }

  test('has all that is not ours between single quotes, and takes token and key from its environment', () => {
    const { texts, code } = read(requestAs(request(), `X-${hostile}`, 'powershell'));
    expect(code).toBe(
      [
        '# Token and key come from the environment: max-desk exec -- powershell -File request.ps1',
        '$headers = @{',
        '  <> = "Bearer $env:MAX_DESK_ACCESS_TOKEN"',
        '  <> = "$env:MAX_DESK_SUBSCRIPTION_KEY"',
        '  <> = <>',
        '  <> = <>',
        '}',
        '$body = [Text.Encoding]::UTF8.GetBytes(<>)',
        'Invoke-RestMethod -Uri <> -Method <> -Headers $headers -ContentType <> -Body $body',
        '',
      ].join('\n'),
    );
    const { url, method, headers } = request();
    expect(texts).toEqual([
      'Authorization',
      `X-${hostile}`,
      ...['x-a', headers['x-a'], 'x-empty', ''],
      hostile,
      ...[url, method, 'application/json'],
    ]);
  });
});

test('a NUL, which ends a text in a shell, is refused there, and is an escape in JavaScript', () => {
  for (const form of ['curl', 'powershell'] as const)
    expect(() => requestAs(request({ body: 'a\0b' }), 'X-Key', form)).toThrow('NUL');
  expect(requestAs(request({ body: 'a\0b' }), 'X-Key', 'fetch')).toContain(String.raw`"a\u0000b"`);
});
