import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { oddService } from '../fakes/odd-service.ts';

const root = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const unitOf = (command: string) => path.join(root, `build/resources/systemd/max-desk-${command}.service`);
const hardenedUnits = ['watch', 'serve', 'report'].map(unitOf);
/** What lets the watch keep a ledger besides. */
const ledgerPart = path.join(root, 'build/resources/systemd/max-desk-watch.service.d/ledger.conf');
const reportTimer = path.join(root, 'build/resources/systemd/max-desk-report.timer');
/** What a unit starts, as the shell gets it. */
const scriptOf = (unit: string) =>
  (/^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(readFileSync(unit, 'utf8'))?.[1] ?? '').replaceAll('$$', '$');
const posix = process.platform !== 'win32';
let cli: Bundled;
let folder: string;
let service: Awaited<ReturnType<typeof oddService>>;

/** The first block of the README in this language that holds `words`. */
function block(language: string, words: string): string {
  const blocks = readme
    .split(`\`\`\`${language}\n`)
    .slice(1)
    .map((rest) => rest.split('\n```')[0] ?? '');
  const found = blocks.find((text) => text.includes(words));
  if (found === undefined) throw new Error(`The README has no ${language} block with ${words}.`);
  return found;
}

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(() => cli.remove());
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-recipe-'));
  service = await oddService({ units: '{"value":[{"id":"u1"}]}' });
  const program = path.join(folder, 'bin', 'max-desk');
  mkdirSync(path.dirname(program));
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${cli.file}" "$@"\n`);
  chmodSync(program, 0o755);
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await service.close();
});

/** Runs a line of a recipe by the shell that cron and systemd take, with this environment and nothing else of ours. */
function sh(script: string, env: Record<string, string>) {
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const its = { cwd: folder, env: { PATH: `${folder}/bin:/usr/bin:/bin`, ...env } };
    execFile('/bin/sh', ['-c', script], its, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
  });
}
const connectionText = () => JSON.stringify(service.connection);

describe.runIf(posix)("cron's recipe", () => {
  test('leaves a token for its user only, and nothing else', async () => {
    const line = block('crontab', 'max-desk token');
    const [, command = ''] = /^(?:\S+\s+){5}(.*)$/.exec(line) ?? [];
    // cron makes a line break of it.
    expect(command).not.toContain('%');
    writeFileSync(path.join(folder, 'max-ea.json'), connectionText());
    writeFileSync(path.join(folder, '.max-password'), 'secret\n', { mode: 0o600 });
    const ended = await sh(command, { HOME: folder, LOGNAME: 'daemon', SHELL: '/bin/sh' });
    expect(ended).toEqual({ status: 0, out: '', err: '' });
    expect(readFileSync(path.join(folder, '.max-token'), 'utf8')).toMatch(/^ey[\w.-]+\n$/);
    expect(service.passwords).toEqual(['secret']);
    expect(existsSync(path.join(folder, '.max-new'))).toBe(false);
    expect(existsSync(path.join(folder, '.local'))).toBe(false);
    expect(statSync(path.join(folder, '.max-token')).mode & 0o077).toBe(0);
  });
});

describe.runIf(posix)("a container's recipe", () => {
  test('has all that it copies, and runs as it says', async () => {
    const dockerfile = block('dockerfile', 'ENTRYPOINT');
    const copied = [...dockerfile.matchAll(/^COPY --from=build \/build\/(\S+) (\S+)$/gm)];
    expect(copied).toHaveLength(3);
    const built = (name: string) =>
      name.startsWith('dist/')
        ? path.join(path.dirname(cli.file), name.slice('dist/'.length))
        : path.join(root, name);
    const image = path.join(folder, 'image');
    for (const [, from = '', to = ''] of copied) {
      const target = to.endsWith('/') ? path.join(image, to, path.basename(from)) : path.join(image, to);
      cpSync(built(from), target, { recursive: true });
    }
    const entry = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(dockerfile)?.[1] ?? '[]') as string[];
    expect(entry).toEqual(['node', '/opt/max-desk/dist/cli.cjs']);
    const run = block('sh', 'docker run');
    const [, args = ''] = / max-desk watch (.*)$/.exec(run) ?? [];
    const file = path.join(folder, 'max-ea.json');
    writeFileSync(file, connectionText());
    const arguments_ = args.replace('/max-ea.json', file).split(' ');
    const command = [path.join(image, 'dist/cli.cjs'), 'watch', ...arguments_, '--timeout', '5'];
    const env = { MAX_DESK_PASSWORD: 'p', MAX_DESK_SUBSCRIPTION_KEY: 'k' };
    const ended = await new Promise((resolve) => {
      execFile(process.execPath, command, { env, cwd: '/' }, (error, out, err) =>
        resolve({ status: error ? error.code : 0, out, err }),
      );
    });
    expect(ended).toEqual({ status: 0, out: '', err: '' });
  });
});

describe.runIf(posix)("systemd's recipe", () => {
  const recipe = block('ini', 'max-desk-token.service');
  /** The files of the recipe by their names: each begins with its path. */
  const files = new Map(
    recipe
      .split(/^# \/etc\/systemd\/system\//m)
      .slice(1)
      .map((text): [string, string] => [
        text.slice(0, text.indexOf('\n')),
        text.slice(text.indexOf('\n') + 1),
      ]),
  );

  test('makes no core dumps', () => {
    expect(files.get('max-desk-token.service')).toMatch(/^LimitCORE=0$/m);
    for (const unit of hardenedUnits) expect(readFileSync(unit, 'utf8')).toMatch(/^LimitCORE=0$/m);
  });

  /** The values of a setting that adds up, or of which the last one counts. */
  const valuesOf = (setting: string, text: string) =>
    [...text.matchAll(new RegExp(`^${setting}=(.*)$`, 'gm'))].flatMap(([, value = '']) => value.split(' '));
  const textOf = (unit: string) => readFileSync(unit, 'utf8');
  const withLedger = `${textOf(unitOf('watch'))}\n${textOf(ledgerPart)}`;

  test('hands no folder to another user: systemd gives it to the one that starts', () => {
    const units = new Map([
      ['max-desk-token', files.get('max-desk-token.service') ?? ''],
      ['max-desk-serve', textOf(unitOf('serve'))],
      ['max-desk-report', textOf(unitOf('report'))],
      ['max-desk-watch', withLedger],
    ]);
    const users = new Map<string, Set<string>>();
    for (const [name, text] of units)
      for (const kept of valuesOf('StateDirectory', text)) {
        // A dynamic user has the name of its unit.
        const user = valuesOf('User', text).at(-1) ?? name;
        users.set(kept, (users.get(kept) ?? new Set()).add(user));
      }
    expect(Object.fromEntries(users)).toEqual({
      'max-desk-token': new Set(['max-desk-token']),
      'max-desk': new Set(['max-desk-serve']),
      'max-desk-ledger': new Set(['max-desk']),
      'max-desk-reports': new Set(['max-desk']),
    });
    for (const [name, text] of units)
      for (const used of text.matchAll(/%S\/([\w-]+)/g))
        expect([name, valuesOf('StateDirectory', text)]).toEqual([name, expect.arrayContaining([used[1]])]);
  });

  test('of a watch with a ledger does not start anew what would be refused again', () => {
    expect(valuesOf('RestartPreventExitStatus', withLedger)).toEqual(['2', '3', '6', '7']);
  });

  const canVerify = spawnSync('systemd-analyze', ['--version']).status === 0;
  if (!canVerify) console.log('Skipped: there is no systemd-analyze (apt-get install systemd).');
  test.runIf(canVerify)(
    'is valid, and so are the units of watch, serve and report, which are hardened',
    () => {
      expect([...files.keys()]).toEqual(['max-desk-token.service', 'max-desk-token.timer']);
      for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
      for (const unit of hardenedUnits) cpSync(unit, path.join(folder, path.basename(unit)));
      const part = path.join(folder, 'max-desk-watch.service.d');
      mkdirSync(part);
      cpSync(ledgerPart, path.join(part, path.basename(ledgerPart)));
      cpSync(reportTimer, path.join(folder, path.basename(reportTimer)));
      const names = [...files.keys(), ...[...hardenedUnits, reportTimer].map((unit) => path.basename(unit))];
      const verified = spawnSync('systemd-analyze', ['verify', ...names.map((name) => `./${name}`)], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect({ status: verified.status, said: verified.stderr }).toEqual({ status: 0, said: '' });
      // In tenths: 2 of 10 is what systemd calls OK.
      const options = ['security', '--offline=true', '--threshold=20', '--no-pager'];
      for (const unit of hardenedUnits)
        expect(() =>
          execFileSync('systemd-analyze', [...options, `./${path.basename(unit)}`], {
            cwd: folder,
            stdio: 'ignore',
          }),
        ).not.toThrow();
    },
  );

  test('leaves a token where it says, and keeps its grant encrypted', async () => {
    const unit = files.get('max-desk-token.service') ?? '';
    const [, script = ''] = /^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(unit) ?? [];
    const credentials = path.join(folder, 'credentials');
    for (const name of ['credentials', 'run/max-desk', 'state/max-desk-token'])
      mkdirSync(path.join(folder, name), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(credentials, 'password'), 'secret\n');
    writeFileSync(path.join(credentials, 'key'), `${Buffer.alloc(32, 7).toString('base64')}\n`, {
      mode: 0o600,
    });
    writeFileSync(path.join(folder, 'connection.json'), connectionText());
    const specifiers: Record<string, string> = {
      '%t': `${folder}/run`,
      '%S': `${folder}/state`,
      '%d': credentials,
    };
    const meant = (text: string) => text.replaceAll(/%[tSd]/g, (found) => specifiers[found] ?? found);
    const [, set = ''] = /^Environment=(.*)$/m.exec(unit) ?? [];
    const env = Object.fromEntries(
      meant(set)
        .split(' ')
        .map((pair) => pair.split('=') as [string, string]),
    );
    const its = { ...env, MAX_DESK_CONNECTION: path.join(folder, 'connection.json') };
    const ended = await sh(meant(script), { ...its, CREDENTIALS_DIRECTORY: credentials });
    expect(ended).toEqual({ status: 0, out: '', err: '' });
    expect(readFileSync(path.join(folder, 'run/max-desk/token'), 'utf8')).toMatch(/^ey[\w.-]+\n$/);
    expect(service.passwords).toEqual(['secret']);
  });

  test('of watch starts it with password and key from its credentials', async () => {
    writeFileSync(path.join(folder, 'password'), 'secret\n');
    writeFileSync(path.join(folder, 'key'), 'the-key\n');
    writeFileSync(path.join(folder, 'connection.json'), connectionText());
    const ended = await sh(`${scriptOf(unitOf('watch'))} --timeout 5`, {
      CREDENTIALS_DIRECTORY: folder,
      MAX_DESK_CONNECTION: path.join(folder, 'connection.json'),
    });
    expect(ended).toEqual({ status: 0, out: '', err: '' });
    expect(service.passwords).toEqual(['secret']);
    const asked = service.requests.filter(({ path }) => path.startsWith('/api/'));
    expect(asked.map(({ headers }) => headers['ocp-apim-subscription-key'])).toContain('the-key');
  });

  test('of serve starts it so, too, with the secret of its client in its state folder', async () => {
    writeFileSync(path.join(folder, 'password'), 'secret\n');
    writeFileSync(path.join(folder, 'key'), 'the-key\n');
    writeFileSync(path.join(folder, 'connection.json'), connectionText());
    const script = `${scriptOf(unitOf('serve'))} --listen 127.0.0.1:0`;
    const env = {
      PATH: `${folder}/bin:/usr/bin:/bin`,
      CREDENTIALS_DIRECTORY: folder,
      MAX_DESK_CONNECTION: path.join(folder, 'connection.json'),
      MAX_DESK_HOME: path.join(folder, 'state'),
    };
    const child = spawn('/bin/sh', ['-c', script], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const secret = path.join(folder, 'state/gateway/grafana.secret');
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // The shell has become max-desk, so that the service manager's signal reaches it.
      if (/^Serving ".*"/m.test(said)) child.kill('SIGTERM');
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said).toContain(`"grafana" is in ${secret}\n`);
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(service.passwords).toEqual(['secret']);
  });

  test('of watch keeps a ledger with its part for that, and the unit of report reads it', async () => {
    writeFileSync(path.join(folder, 'password'), 'secret\n');
    writeFileSync(path.join(folder, 'key'), 'the-key\n');
    writeFileSync(path.join(folder, 'vault'), `${Buffer.alloc(32, 7).toString('base64')}\n`, { mode: 0o600 });
    writeFileSync(path.join(folder, 'connection.json'), connectionText());
    const state = path.join(folder, 'state');
    const reports = path.join(state, 'max-desk-reports');
    for (const made of [reports, path.join(state, 'max-desk-ledger')])
      mkdirSync(made, { recursive: true, mode: 0o700 });
    /** As the service manager starts it: with the values of its specifiers. */
    const started = (unit: string) => {
      const meant = (text: string) =>
        text.replaceAll('%S', state).replaceAll('%d', folder).replaceAll('%%', '%');
      const [, set = ''] = /^Environment=(.*)$/m.exec(readFileSync(unit, 'utf8')) ?? [];
      const own = Object.fromEntries(
        meant(set)
          .split(' ')
          .map((pair) => pair.split('=') as [string, string]),
      );
      const env = {
        PATH: `${folder}/bin:/usr/bin:/bin`,
        CREDENTIALS_DIRECTORY: folder,
        MAX_DESK_CONNECTION: path.join(folder, 'connection.json'),
        ...own,
      };
      return spawn('/bin/sh', ['-c', meant(scriptOf(unit))], {
        cwd: folder,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    };
    const watching = started(ledgerPart);
    await vi.waitFor(
      () => expect(existsSync(path.join(state, 'max-desk-ledger/ledger/titles'))).toBe(true),
      20_000,
    );
    watching.kill('SIGTERM');
    expect(await once(watching, 'close')).toEqual([0, null]);
    expect(await once(started(unitOf('report')), 'close')).toEqual([0, null]);
    const [name = ''] = readdirSync(reports);
    expect(name).toMatch(/^\d{4}-\d\d-\d\d\.csv$/);
    expect(readFileSync(path.join(reports, name), 'utf8')).toMatch(/^Site,Units,/);
  });
});
