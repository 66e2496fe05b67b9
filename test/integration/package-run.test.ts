/** The packaged app as people run it: an ordinary user, the sandbox on, on a desktop. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../build/bundle.ts';
import { ordinaryUser } from '../../build/electron/ordinary-user.ts';
import { verifyRegistryElectron } from '../../build/electron/registry-electron.ts';
import { describeElectron, type ElectronRuntime, findElectron } from '../../build/electron/runtime.ts';
import { missingPackages } from '../../build/electron/system-packages.ts';
import { fuseFindings } from '../../build/packaging/package-findings.ts';
import { readFuses } from '../../build/packaging/package-inspection.ts';
import { packToRun, sandboxProblem } from '../../build/packaging/package-to-run.ts';
import { fileWith } from '../fakes/connection.ts';
import { listeningPorts, processesOf } from '../fakes/linux-processes.ts';
import { installPackagedApp, type PackagedApp, type Run } from '../fakes/packaged-app.ts';
import { inFull } from '../fakes/rounds.ts';
import { serve } from '../fakes/server.ts';

const user = ordinaryUser();
/** SHA-256 of the one in test/fixtures/profile-0.1.0. */
const refreshTokenOfProfile = '7118e43c1279bf76246b9051e2e3d43c32afaa34aa8e889c89839f5891eaf1ff';
const started = /"message":"started"/;
const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-packaged-'));
// Packing comes before the tests and may fail.
process.once('exit', () => rmSync(folder, { recursive: true }));

const packed = await pack();
if ('missing' in packed) console.log(`Skipped, the packaged app is not run: ${packed.missing}.`);
else console.log(`The packaged app runs on ${describeElectron(packed.electron)}.`);

/** Here and not before the tests, because they are skipped where it cannot be had. */
async function pack(): Promise<{ executable: string; electron: ElectronRuntime } | { missing: string }> {
  if (process.platform !== 'linux') return { missing: 'this is not Linux' };
  if (!inFull) return { missing: 'MAX_DESK_ALL=1 runs it, and so does npm run package:check' };
  const electron = findElectron();
  if ('missing' in electron) return electron;
  const packages = missingPackages();
  if (packages.length > 0) return { missing: `these packages are not here: ${packages.join(' ')}` };
  await ensureBuilt();
  const executable = await packToRun(folder, electron);
  const problem = sandboxProblem(executable, user);
  return problem === undefined ? { executable, electron } : { missing: problem };
}

describe.skipIf('missing' in packed)('the packaged app, started by an ordinary user,', () => {
  const executable = 'missing' in packed ? '' : packed.executable;
  let app: PackagedApp;
  let browser: Browser | undefined;

  async function install(home?: string): Promise<void> {
    app = await installPackagedApp(executable, user, home);
  }
  afterEach(async () => {
    await browser?.close();
    browser = undefined;
    await app.end();
  });

  /** The window's page, seen through Chromium's own port: Node's inspector is switched off in it. */
  async function pageOf(run: Run): Promise<Page> {
    const [, url = ''] = await run.said(/DevTools listening on (ws:\S+)/);
    await run.said(started);
    browser = await chromium.connectOverCDP(url);
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error('The app has no page.');
    return page;
  }

  describe('as it is,', () => {
    beforeEach(() => install());

    test('shows its window, and its page is in the sandbox', async () => {
      const run = app.start([]);
      await run.said(started);
      expect(await app.ownerOfWindow('MAX Desk')).toBe(run.pid);
      const processes = processesOf(executable);
      const renderers = processes.filter((each) => each.arguments.includes('--type=renderer'));
      expect(renderers.length).toBeGreaterThan(0);
      for (const { status } of renderers) {
        expect(status).toMatchObject({ Seccomp: '2', NoNewPrivs: '1' });
        expect(status['Uid']).not.toMatch(/\b0\b/);
      }
      expect(processes.flatMap((each) => each.arguments)).not.toContain('--no-sandbox');
      expect(listeningPorts(processes)).toEqual([]);
      expect(await run.terminate()).toBe(0);
    });

    test('makes itself the default for nothing', async () => {
      const run = app.start([]);
      await run.said(started);
      expect(await run.terminate()).toBe(0);
      expect(app.asked()).toEqual([]);
      const files = readdirSync(app.session.folder, { recursive: true, encoding: 'utf8' });
      expect(files.filter((file) => file.endsWith('mimeapps.list'))).toEqual([]);
    });

    test('has every fuse as it must be (R10), and the Electron it was made of is as it was', async () => {
      expect(fuseFindings(await readFuses(executable))).toEqual([]);
      if (!('missing' in packed) && packed.electron.origin === 'registry') await verifyRegistryElectron();
    });

    test.each<[string, (marker: string) => { args?: string[]; env?: Record<string, string> }]>([
      [
        'ELECTRON_RUN_AS_NODE',
        (marker) => ({ args: ['-e', writing(marker)], env: { ELECTRON_RUN_AS_NODE: '1' } }),
      ],
      ['NODE_OPTIONS', (marker) => ({ env: { NODE_OPTIONS: `--require ${scriptWriting(marker)}` } })],
      ['--inspect', () => ({ args: ['--inspect=0'] })],
      ['--inspect-brk', () => ({ args: ['--inspect-brk=0'] })],
    ])('runs no code for %s and opens no port', async (_name, begin) => {
      const marker = path.join(app.session.folder, 'ran');
      const { args = [], env } = begin(marker);
      const run = app.start(args, env);
      await run.said(started);
      expect(existsSync(marker)).toBe(false);
      // Electron names what it does not take of NODE_OPTIONS, if it reads them at all.
      expect(run.output()).not.toMatch(/Debugger listening|NODE_OPTION/);
      expect(listeningPorts(processesOf(executable))).toEqual([]);
      expect(await run.terminate()).toBe(0);
    });

    test.each([
      ['file', 'A file asks MAX Desk to use this connection.', (): string => connectionFile()],
      ['link', 'A link asks MAX Desk to use this connection.', (): string => connectionLink()],
    ])('takes over the %s of a second start, which ends at once', async (_source, words, offered) => {
      const first = app.start(['--remote-debugging-port=0']);
      const page = await pageOf(first);
      const second = app.start([offered()]);
      expect(await second.ended).toBe(0);
      const dialog = page.getByRole('dialog', { name: 'Add the connection “Sample”?' });
      await dialog.getByText(words).waitFor();
      expect(await dialog.innerText()).toContain('login.example.com');
      expect(await first.terminate()).toBe(0);
    });
  });

  test('keeps the sign-in and the units of a profile of version 0.1.0', async () => {
    const offered: string[] = [];
    const service = await serve(async (request, response) => {
      const token = new URLSearchParams(await text(request)).get('refresh_token');
      if (token !== null) offered.push(createHash('sha256').update(token).digest('hex'));
      response.writeHead(503).end();
    });
    try {
      await install(path.resolve('test/fixtures/profile-0.1.0'));
      // Where the profile's service was, whichever port is free now.
      const run = app.start([
        '--remote-debugging-port=0',
        `--host-resolver-rules=MAP localhost ${new URL(service.url).host}`,
      ]);
      const page = await pageOf(run);
      // That version did not keep what was agreed to.
      await app.agree('MAX Desk');
      await page.getByText('Sam Sample').first().waitFor();
      await page.getByRole('grid', { name: 'Units' }).and(page.locator('[aria-rowcount="31"]')).waitFor();
      await expect.poll(() => offered, { timeout: 30_000 }).toContain(refreshTokenOfProfile);
      expect(await run.terminate()).toBe(0);
      const kept = readdirSync(path.join(app.session.folder, 'config/MAX Desk'), { recursive: true });
      expect(kept.filter((name) => String(name).includes('damaged'))).toEqual([]);
      expect(kept).toContainEqual(expect.stringMatching(/^sealed\/sealed\.tokens\..+\.entry$/));
      for (const former of ['secrets.json', 'tokens', 'units']) expect(kept).not.toContain(former);
    } finally {
      await service.close();
    }
  });

  function connectionFile(): string {
    const file = path.join(app.session.folder, 'sample.maxdesk');
    writeFileSync(file, fileWith());
    return file;
  }
});

function connectionLink(): string {
  return `maxdesk://connect?connection=${Buffer.from(fileWith()).toString('base64url')}`;
}

function writing(file: string): string {
  return `require('node:fs').writeFileSync(${JSON.stringify(file)}, '')`;
}

function scriptWriting(marker: string): string {
  const script = `${marker}.cjs`;
  writeFileSync(script, writing(marker));
  return script;
}
