import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectionFile, start } from '../../electron/simulator/index.ts';
import { selfSignedCertificate } from '../fakes/certificate.ts';
import { scriptOf } from '../fakes/script.ts';

let script: string;
let scripts: string;
let folder: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  scripts = await mkdtemp(join(tmpdir(), 'max-desk-simulator-script-'));
  script = await scriptOf('electron/simulator/main.ts', scripts);
});
afterAll(() => rm(scripts, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'max-desk-simulator-'));
});
afterEach(async () => {
  running?.kill('SIGKILL');
  running = undefined;
  await rm(folder, { recursive: true });
});

function run(...args: readonly string[]): {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
} {
  const child = spawn(process.execPath, [script, ...args], { cwd: folder });
  running = child;
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return { child, out: () => out, err: () => err };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'close');
  return child.exitCode;
}

describe('npm run simulator', () => {
  it('writes the connection file, says how to use it, and ends on a signal', async () => {
    const file = join(folder, 'max-desk-simulator.json');
    await writeFile(file, 'older and longer than what comes', { mode: 0o644 });
    const { child, out } = run('--units', '10', '--dialect', 'random:7');
    await expect.poll(out, { timeout: 20_000 }).toContain('Ctrl-C');
    const connection = JSON.parse(await readFile(file, 'utf8')) as ConnectionFile;
    expect(connection.name).toBe('Simulated data');
    if (platform() !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const part of [
      connection.api.baseUrl.replace('/api', ''),
      file,
      'Dialect            random:7',
      'sam.sample@example.com',
      'technical.account@example.com',
      'MAX_DESK_SUBSCRIPTION_KEY=',
      'npm start -- --connection',
      'npm run cli -- units --connection',
    ]) {
      expect(out()).toContain(part);
    }
    expect((await fetch(connection.api.baseUrl)).status).toBe(404);
    child.kill('SIGTERM');
    if (platform() !== 'win32') expect(await exitOf(child)).toBe(0);
  });

  it('serves https with a key and a certificate, and says so wherever it names itself', async () => {
    const { key, cert } = await selfSignedCertificate();
    await Promise.all([writeFile(join(folder, 'key.pem'), key), writeFile(join(folder, 'cert.pem'), cert)]);
    const { out } = run('--units', '10', '--tls-key', 'key.pem', '--tls-cert', 'cert.pem');
    await expect.poll(out, { timeout: 20_000 }).toContain('Ctrl-C');
    const file = join(folder, 'max-desk-simulator.json');
    const { identity, api } = JSON.parse(await readFile(file, 'utf8')) as ConnectionFile;
    for (const url of [identity.authority, api.baseUrl]) expect(url).toMatch(/^https:\/\/localhost:\d+\//);
    expect(out()).toMatch(/Address +https:\/\/localhost:\d+\n/);
    const { port } = new URL(api.baseUrl);
    const socket = connect({ port: Number(port), host: 'localhost', ca: cert });
    await once(socket, 'secureConnect');
    expect(socket.authorized).toBe(true);
    socket.destroy();
  });

  it.each([
    ['a file that is not there', 'none.pem', 'ENOENT'],
    ['a file that is no certificate', 'text.pem', 'cannot start'],
  ])('names %s, with exit status 1', async (_what, name, reason) => {
    await writeFile(join(folder, 'text.pem'), 'text');
    const { child, err, out } = run('--tls-key', name, '--tls-cert', name);
    expect(await exitOf(child)).toBe(1);
    expect(err()).toContain(reason);
    expect(out()).toBe('');
  });

  it.each([
    [['--port', 'x']],
    [['--port', '65536']],
    [['--units', '-1']],
    [['--units', '1.5']],
    [['--dialect', 'latin']],
    [['--shape', '']],
    [['--shape', 'shape.json', '--dialect', 'plain']],
    [['--out', '']],
    [['--tls-key', 'key.pem']],
    [['--tls-cert', 'cert.pem']],
    [['--tls-key', '', '--tls-cert', 'cert.pem']],
    [['--what']],
    [['file.json']],
  ])('refuses %j with exit status 2 and the usage', async (args) => {
    const { child, err, out } = run(...args);
    expect(await exitOf(child)).toBe(2);
    expect(err()).toContain('Usage: npm run simulator');
    expect(out()).toBe('');
  });

  it('writes lists as a recorded shape has them, and names a file that is none, with exit status 1', async () => {
    const fields = [
      { path: '', types: { object: 3 } },
      { path: 'lift', types: { text: 3 }, forms: { text: 3 } },
    ];
    const shape = { format: 'max-desk-shapes', version: 1, list: { fields } };
    await writeFile(join(folder, 'shape.json'), JSON.stringify(shape));
    const { child, out } = run('--shape', 'shape.json');
    await expect.poll(out, { timeout: 20_000 }).toContain('Ctrl-C');
    expect(out()).toContain('Dialect            recorded');
    child.kill('SIGKILL');
    for (const [text, reason] of [
      ['{}', 'The shape cannot be read'],
      ['{', 'JSON'],
    ] as const) {
      await writeFile(join(folder, 'shape.json'), text);
      const none = run('--shape', 'shape.json');
      expect(await exitOf(none.child)).toBe(1);
      expect(none.err()).toContain(reason);
    }
  });

  it('names a port in use, and a file that cannot be written, with exit status 1', async () => {
    const other = await start();
    const { port } = new URL(other.url);
    const busy = run('--port', port);
    expect(await exitOf(busy.child)).toBe(1);
    expect(busy.err()).toContain(`Port ${port} is in use`);
    await other.close();
    const nowhere = run('--out', join(folder, 'none', 'file.json'));
    expect(await exitOf(nowhere.child)).toBe(1);
    expect(nowhere.err()).toContain('ENOENT');
  });
});
