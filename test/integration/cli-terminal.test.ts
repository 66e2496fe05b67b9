import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { oddService, tokenWith } from '../fakes/odd-service.ts';

/** Paints a terminal, sets its title, and turns the text around. */
const hostile = 'x\u001b[2J\u001b]0;t\u0007\u009b31m\u202eecivres\u2066\r\u2028z';
/** Our own, of the doctor's outcomes. */
const colours = ['31', '32', '33', '39'].map((number) => `\u001b[${number}m`);
const harmful = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

let cli: Bundled;
let user: CommandLineUser;
let service: Awaited<ReturnType<typeof oddService>> | undefined;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  user = commandLineUser(cli.file);
});
afterAll(async () => {
  user.end();
  await cli.remove();
});
afterEach(() => service?.close());

const account = ['--technical-account', 'd'];

/** The environment of a user of this service. */
async function begin(parts: Parameters<typeof oddService>[0], changes: object = {}) {
  service = await oddService(parts);
  const file = path.join(user.folder, 'odd.json');
  writeFileSync(file, JSON.stringify({ ...service.connection, ...changes }));
  return { MAX_DESK_CONNECTION: file, MAX_DESK_PASSWORD: 'p', MAX_DESK_SUBSCRIPTION_KEY: 'k' };
}

function expectHarmless(...texts: string[]): void {
  for (const text of texts) {
    expect(text).not.toBe('');
    expect(text).not.toMatch(harmful);
  }
}

describe('nothing from outside reaches a terminal with control or bidirectional characters (R45)', () => {
  const unit = { id: 'u1', name: hostile, site: '東京タワー', city: hostile, status: hostile };
  const units = JSON.stringify({ value: [unit] });

  test.each(['table', 'json', 'ndjson'])('in units as %s', async (format) => {
    const env = await begin({ units });
    const { status, out } = await user.run(['units', '--format', format, ...account], env);
    expect(status).toBe(0);
    expectHarmless(out);
    if (format === 'table') expect(out).toContain('東京タワー');
    else expect([JSON.parse(out)].flat()[0]).toMatchObject({ name: hostile, city: hostile });
  });

  test('in csv for a pipe every character is as it came', async () => {
    const env = await begin({ units });
    const { out } = await user.run(['units', '--format', 'csv', ...account], env);
    for (const part of ['\u001b[2J', '\u009b31m', '\u202eecivres']) expect(out).toContain(part);
  });

  test.each(['text', 'json'])('in errors of the provider, as %s', async (errors) => {
    const body = { error: hostile, error_description: hostile };
    const env = await begin({ refusal: { status: 400, body } });
    const { status, err } = await user.run(['token', '--errors', errors, ...account], env);
    expect(status).toBe(6);
    expectHarmless(err);
    expect(err.trimEnd().split('\n')).toHaveLength(errors === 'json' ? 1 : 2);
    // Of such a code only what may be part of a code is told (RFC 6749 §5.2).
    expect(err).toContain('x2J0t31mecivresz');
  });

  test('in keys and values of a connection file, and in its name', async () => {
    const unknown = await begin({}, { [hostile]: hostile });
    const wrong = await user.run(['token', ...account], unknown);
    expect(wrong.status).toBe(6);
    const named = { ...unknown, ...(await begin({}, { name: `Lift ${hostile}` })) };
    const nobody = await user.run(['units', '--account', hostile], named);
    expect(nobody.status).toBe(3);
    const shown = await user.run(['connections', 'show'], named);
    const asJson = await user.run(['connections', 'show', '--format', 'json'], named);
    const imported = await user.run(['connections', 'import', named.MAX_DESK_CONNECTION], named);
    expectHarmless(wrong.err, nobody.err, shown.out, asJson.out, imported.err);
  });

  test('in claims, and in the person of a token', async () => {
    const claims = { name: hostile, emails: [hostile], [hostile]: hostile };
    const env = await begin({ claims });
    const table = await user.run(['claims', ...account], env);
    const asJson = await user.run(['claims', '--format', 'json', ...account], env);
    const token = await user.run(['token', '--format', 'json', ...account], env);
    expectHarmless(table.out, asJson.out, token.out);
    expect(JSON.parse(asJson.out)).toMatchObject({ name: hostile });
    const piped = await user.pipe(tokenWith(claims), ['claims']);
    expectHarmless(piped.out);
  });

  test('in a token: what is none is refused instead of printed', async () => {
    const env = await begin({ accessToken: 'eyJ\u001b[2J\r\nX-Evil: 1' });
    for (const format of ['raw', 'header', 'curl', 'curl-config', 'curl-headers']) {
      const { status, out, err } = await user.run(['token', '--format', format, ...account], env);
      expect({ status, out }).toEqual({ status: 4, out: '' });
      expectHarmless(err);
    }
  });

  test('in arguments that are repeated, and in what --verbose tells', async () => {
    const env = await begin({ units });
    const wrong = await user.run(['units', '--format', hostile], env);
    expect(wrong.status).toBe(2);
    const told = await user.run(['units', '--verbose', ...account], env);
    expectHarmless(wrong.err, told.err);
  });

  const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
  if (!hasTerminal) console.log('Skipped: there is no script(1), which makes a terminal.');
  test.runIf(hasTerminal)('in csv and in a body of the API on a terminal', async () => {
    const env = await begin({ units });
    /** What the terminal is sent, whatever the exit status is. */
    const shown = (command: string) =>
      new Promise<string>((resolve) => {
        const script = `"${process.execPath}" "${cli.file}" ${command} --technical-account d`;
        const its = { env: { ...process.env, ...env, MAX_DESK_HOME: user.home }, cwd: user.folder };
        execFile('script', ['-qec', script, '/dev/null'], its, (_error, out) =>
          // The terminal's own line ends.
          resolve(out.replaceAll('\r\n', '\n')),
        );
      });
    const asCsv = await shown('units --format csv');
    const body = await shown('call GET units --include');
    const checked = colours.reduce((text, each) => text.replaceAll(each, ''), await shown('doctor'));
    expectHarmless(asCsv, body, checked);
    expect(asCsv).toContain('東京タワー');
    expect(body).toContain('"id":"u1"');
  });
});
