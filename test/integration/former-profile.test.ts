/** The window starts on a profile that the version before the present format has left. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// electron-store imports Electron by itself; with this its package does not look for a binary.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = 'none';
});

import type { DeskState } from '../../electron/contract/desk.ts';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { type Http, systemClock } from '../../electron/core/ports.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { createSecrets } from '../../electron/core/storage/secrets.ts';
import { createSettingsFile } from '../../electron/shell/store.ts';
import { deskPorts } from '../fakes/desk.ts';
import { fakeLog, fakeVault } from '../fakes/ports.ts';

let folder: string;
let desk: Desk;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-former-profile-'));
  cpSync(path.resolve('test/fixtures/profile-two-slots'), folder, { recursive: true });
});
afterEach(() => {
  desk.close();
  rmSync(folder, { recursive: true });
});

/** Every body that is posted to the service of the profile, which is out of order. */
const posted: string[] = [];
const outOfOrder: Http = async (_url, init) => {
  if (init?.body !== undefined) posted.push(String(init.body));
  return new Response(null, { status: 503 });
};

async function startDesk(): Promise<DeskState> {
  const log = fakeLog();
  desk = createDesk(
    deskPorts({
      settings: createSettingsFile(folder, log),
      secrets: (events) =>
        createSealedStore({ ...events, keyValue: createSecrets(folder, log), vault: fakeVault(), log }),
      // Its access token has expired by then.
      clock: { ...systemClock, now: () => Date.now() + 24 * 60 * 60 * 1_000 },
      http: outOfOrder,
      browser: async () => undefined,
      log,
    }),
  );
  await desk.openLast({ subscriptionKey: undefined });
  return desk.handlers.getState(undefined) as DeskState;
}

test.each(['first', 'second'])(
  'the %s start is signed in, with key, list, watched unit and console',
  async (which) => {
    if (which === 'second') {
      await startDesk();
      desk.close();
    }
    const state = await startDesk();
    expect(state.session).toMatchObject({ phase: 'signed-in', account: { name: 'Sam Sample' } });
    expect(state).toMatchObject({ subscriptionKey: 'set', persistence: { kind: 'encrypted' } });
    expect(state.settings.theme).toBe('dark');
    const list = await desk.handlers.cachedUnits({ from: 0 });
    expect(list).toMatchObject({ count: 12 });
    expect(list?.units[0]).toMatchObject({ id: 'DE-40000000' });
    await vi.waitFor(() =>
      expect((desk.handlers.getState(undefined) as DeskState).watched).toEqual(['DE-40000000']),
    );
    expect(await desk.handlers.consoleKept(undefined)).toMatchObject({
      history: [{ method: 'GET', path: '/units' }],
      favourites: [{ name: 'All units' }],
    });
    await vi.waitFor(() =>
      expect(posted.some((body) => body.includes('grant_type=refresh_token'))).toBe(true),
    );
    expect(readdirSync(folder).sort()).toEqual(['sealed', 'settings.json']);
  },
);
