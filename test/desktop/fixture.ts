/** The app on a real Linux desktop, one per test: display, window manager, bus, and optional parts. */
import { writeFileSync } from 'node:fs';
import { test as base, expect as baseExpect } from '@playwright/test';
import {
  type DesktopSession,
  type SessionOptions,
  startDesktopSession,
} from '../../build/electron/desktop-session.ts';
import { findElectron } from '../../build/electron/runtime.ts';
import { whyNoDesktop } from '../../build/electron/system-packages.ts';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { secretsIn } from '../fakes/canary.ts';
import { subscriptionKeyIn } from '../fakes/key-file.ts';
import { App } from './app.ts';
import { screenshot } from './x11.ts';

export const expect = baseExpect;

interface Fixtures {
  desktop: SessionOptions;
  /** If false, the spec calls `app.start()` itself. */
  autoStart: boolean;
  /** Arguments of the first start. */
  arguments: string[];
  session: DesktopSession;
  /** The number of units of the service. */
  units: number;
  simulator: Simulator;
  /** Connected to `simulator`, and started unless `autoStart` is false. */
  app: App;
}

/** Why these tests cannot run here; '' if they can. */
function reasonToSkip(): string {
  const found = findElectron();
  return whyNoDesktop() ?? ('missing' in found ? found.missing : '');
}

export const test = base.extend<Fixtures>({
  desktop: [{}, { option: true }],
  autoStart: [true, { option: true }],
  arguments: [[], { option: true }],
  session: async ({ desktop }, use, info) => {
    const reason = reasonToSkip();
    info.skip(reason !== '', reason);
    const session = await startDesktopSession({ panel: true, notifications: true, ...desktop });
    await use(session);
    await session.end();
  },
  units: [30, { option: true }],
  simulator: async ({ units }, use) => {
    const simulator = await start({ units });
    await use(simulator);
    await simulator.close();
  },
  app: async ({ session, simulator, autoStart, arguments: args }, use, info) => {
    const file = info.outputPath('connection.json');
    writeFileSync(file, JSON.stringify(simulator.connection));
    const app = new App({
      session,
      folder: info.outputPath('app'),
      args: ['--connection', file],
      env: subscriptionKeyIn(info.outputPath('service'), simulator.subscriptionKey),
    });
    try {
      if (autoStart) await app.start(...args);
      await use(app);
    } finally {
      const failed = info.status !== info.expectedStatus;
      // Before the app ends: what the user would see.
      if (failed) {
        writeFileSync(info.outputPath('screen.png'), await screenshot(session.env));
        await info.attach('windows.txt', { body: await app.describe(), contentType: 'text/plain' });
      }
      await app.dispose();
      if (failed) {
        writeFileSync(info.outputPath('app.log'), app.log);
        await info.attach('app.log', { path: info.outputPath('app.log'), contentType: 'text/plain' });
      }
    }
    expect(secretsIn(app.log), 'what the app has written holds no secret (R29)').toEqual([]);
  },
});
