/** electron-updater itself against a feed on this computer, with Node's HTTP in the place of Electron's and nothing installed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestOptions, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { NsisUpdater } from 'electron-updater/out/NsisUpdater.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { adaptUpdater } from '../../electron/shell/updates.ts';

const installer = Buffer.alloc(200_000, 'installer of 2.0.0 ');
const sha512 = createHash('sha512').update(installer).digest('base64');
let feed: Server;
let url: string;
let folder: string;
/** What the feed has, by path. */
let files: Record<string, string | Buffer>;
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-updates-'));
  files = { '/latest.yml': release(), '/max-desk-2.0.0-win-x64.exe': installer };
  asked = [];
  feed = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://feed');
    asked.push(pathname);
    const file = files[pathname];
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-length': Buffer.byteLength(file) }).end(file);
  });
  await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(feed.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await new Promise((resolve) => {
    feed.close(resolve);
    feed.closeAllConnections();
  });
  rmSync(folder, { recursive: true });
});

function release(more = '', version = '2.0.0', hash = sha512): string {
  return `version: ${version}
files:
  - url: max-desk-${version}-win-x64.exe
    sha512: ${hash}
    size: ${installer.byteLength}
path: max-desk-${version}-win-x64.exe
sha512: ${hash}
releaseDate: '2026-11-01T10:00:00.000Z'
${more}`;
}

/** Everything as in Electron, but for the request itself. */
class NodeHttpExecutor extends ElectronHttpExecutor {
  override createRequest(options: RequestOptions, callback: (response: unknown) => void) {
    return request(options, callback) as unknown as ReturnType<ElectronHttpExecutor['createRequest']>;
  }
}

const onLeave = vi.fn();
/** A packaged 1.0.0 on Windows, whose app-update.yml names the feed; `verify` takes the place of PowerShell. */
function windows({ channel, more = '' }: { channel?: string; more?: string } = {}) {
  const config = path.join(folder, 'app-update.yml');
  writeFileSync(
    config,
    `provider: generic\nurl: ${url}\nchannel: latest\nupdaterCacheDirName: updates\n${more}`,
  );
  const app = {
    version: '1.0.0',
    name: 'max-desk',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => undefined,
    quit: () => undefined,
    relaunch: () => undefined,
    onQuit: vi.fn(),
  };
  const updater: AppUpdater = new NsisUpdater(null, app);
  Object.assign(updater, {
    httpExecutor: new NodeHttpExecutor(),
    _testOnlyOptions: { platform: 'win32' },
    differentialDownloadInstaller: async () => true,
  });
  return { app, updater, adapted: adaptUpdater(updater, { channel, onLeave }) };
}

describe('the feed', () => {
  test('offers a newer version with its date; it is fetched and its progress told', async () => {
    const { adapted, app } = windows();
    expect(await adapted.check()).toEqual({ version: '2.0.0', releasedAt: Date.UTC(2026, 10, 1, 10) });
    expect(asked).toEqual(['/latest.yml']);
    const percents: number[] = [];
    await adapted.download((percent) => void percents.push(percent));
    expect(asked).toEqual(['/latest.yml', '/max-desk-2.0.0-win-x64.exe']);
    expect(percents.at(-1)).toBe(100);
    const file = path.join(folder, 'updates/pending/max-desk-2.0.0-win-x64.exe');
    expect(readFileSync(file).equals(installer)).toBe(true);
    // Nothing is installed by itself when the app ends.
    expect(app.onQuit).not.toHaveBeenCalled();
  });

  test.each([
    ['the same version', release('', '1.0.0')],
    ['an older version, which nobody goes back to', release('', '0.9.0')],
    ['a rollout that has not come to anybody yet', release('stagingPercentage: 0')],
  ])('with %s offers nothing', async (_what, text) => {
    files['/latest.yml'] = text;
    expect(await windows().adapted.check()).toBeUndefined();
  });

  test('of another channel is asked when the organisation says so, and still does not lead back', async () => {
    files['/beta.yml'] = release('', '0.9.0');
    expect(await windows({ channel: 'beta' }).adapted.check()).toBeUndefined();
    files['/beta.yml'] = release();
    expect(await windows({ channel: 'beta' }).adapted.check()).toMatchObject({ version: '2.0.0' });
    expect(asked).toEqual(['/beta.yml', '/beta.yml']);
  });

  test('that is not there, or is nonsense, is a failure', async () => {
    files = {};
    await expect(windows().adapted.check()).rejects.toMatchObject({
      code: 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND',
    });
    files = { '/latest.yml': '<!doctype html><p>Sign in to this network</p>' };
    await expect(windows().adapted.check()).rejects.toThrow();
  });
});

describe('what was fetched', () => {
  const downloaded = () => existsSync(path.join(folder, 'updates/pending/max-desk-2.0.0-win-x64.exe'));

  test('must be what the feed has described', async () => {
    files['/max-desk-2.0.0-win-x64.exe'] = Buffer.alloc(installer.byteLength, 'something else ');
    const { adapted } = windows();
    await adapted.check();
    await expect(adapted.download(() => undefined)).rejects.toMatchObject({ code: 'ERR_CHECKSUM_MISMATCH' });
    expect(downloaded()).toBe(false);
  });

  // There is no PowerShell here, as on a locked-down computer: electron-updater's own check would let it pass.
  test.skipIf(process.platform === 'win32')(
    'must be signed, and where that cannot be checked it is refused (R36)',
    async () => {
      const { adapted } = windows({ more: 'publisherName: [Example Ltd]\n' });
      await adapted.check();
      await expect(adapted.download(() => undefined)).rejects.toMatchObject({
        code: 'ERR_UPDATER_INVALID_SIGNATURE',
      });
      expect(downloaded()).toBe(false);
    },
  );
});

describe('a restart', () => {
  test('says so before the windows close, installs silently, and starts the app again', () => {
    const { updater, adapted } = windows();
    const order: string[] = [];
    onLeave.mockImplementation((leaving) => void order.push(leaving ? 'leaves' : 'stays'));
    updater.quitAndInstall = (...options) => void order.push(`installs ${options}`);
    void adapted.install();
    expect(order).toEqual(['leaves', 'installs true,true']);
  });

  test('that comes to nothing is a failure, and the windows stay', async () => {
    const { updater, adapted } = windows();
    updater.quitAndInstall = () => void updater.emit('error', new Error('it is not signed'));
    await expect(adapted.install()).rejects.toThrow('it is not signed');
    expect(onLeave).toHaveBeenLastCalledWith(false);
  });
});
