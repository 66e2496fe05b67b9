import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../build/bundles.ts';
import { subscriptionKeyIn } from '../../fakes/key-file.ts';
import { systemBrowser } from '../../fakes/system-browser.ts';
import type { Service } from '../harness/service.ts';
import type { BenchElectron } from './electron.ts';
import type { AppStart, RunningApp } from './running-app.ts';

export const firstRow = '[role=grid] [role=row][aria-rowindex="2"]';

/** How MAX Desk is started for this service; each service has a folder of data of its own. */
export function startWith(electron: BenchElectron, service: Service): AppStart {
  const { port } = new URL(service.connection.api.baseUrl);
  const userData = path.join(electron.folder, `user-data-${port}`);
  const connection = path.join(userData, 'bench-connection.json');
  mkdirSync(userData, { recursive: true });
  writeFileSync(connection, JSON.stringify(service.connection));
  return {
    app: root,
    args: ['--connection', connection],
    env: subscriptionKeyIn(userData, service.subscriptionKey),
    userData,
    painted: firstRow,
  };
}

/** Starts MAX Desk, signs in, and resolves when the table has all units. */
export async function signedIn(
  electron: BenchElectron,
  service: Service,
  units: number,
): Promise<RunningApp> {
  const app = electron.start(startWith(electron, service));
  await app.shown;
  const browser = systemBrowser({ press: 'Continue as Sam Sample' });
  void app.opened().then(browser.open);
  await app.page(`(${signIn})()`);
  await untilRows(app, units);
  return app;
}

/** In the page, as soon as it has its connection. */
async function signIn(): Promise<void> {
  for (;;) {
    const state = await window.desktop.getState();
    if (state.ok && state.value.connection !== null && state.value.session.phase === 'signed-out') break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const reply = await window.desktop.signIn();
  if (!reply.ok) throw new Error(reply.failure.code);
}

/** Resolves when the table has so many rows. */
export async function untilRows(app: RunningApp, units: number): Promise<void> {
  // A million take a minute or two.
  const patience = 20_000 + units / 5;
  const started = performance.now();
  for (let rows = Number.NaN; rows !== units; ) {
    rows = await app.page(
      `Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 0) - 1`,
    );
    if (rows !== units && performance.now() - started > patience)
      throw new Error(`there are ${rows} rows, not ${units}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
