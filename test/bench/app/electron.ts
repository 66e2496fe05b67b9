/** The Electron that is here, with a desktop of its own, and apps that are started on it by nothing but their command line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDesktopSession } from '../../../build/electron/desktop-session.ts';
import { SetupProblem } from '../../../build/electron/problem.ts';
import { describeElectron, obtainElectron } from '../../../build/electron/runtime.ts';
import { requirePackages } from '../../../build/electron/system-packages.ts';
import { type AppStart, type RunningApp, startApp } from './running-app.ts';

export interface BenchElectron {
  /** "Electron 33.2.1 (Chromium 130 …)", for the report. */
  engine: string;
  file: string;
  /** For whatever runs on it. */
  env: Record<string, string>;
  /** A folder that is gone with it. */
  folder: string;
  start(start: AppStart): RunningApp;
  end(): Promise<void>;
}

/** On Linux all of it happens on a display of its own, with an unlocked keyring. Throws `SetupProblem` for what is missing. */
export async function startBenchElectron(): Promise<BenchElectron> {
  const electron = await obtainElectron();
  if ('missing' in electron) throw new SetupProblem(`There is no Electron here: ${electron.missing}`);
  const linux = process.platform === 'linux';
  if (linux) requirePackages();
  const session = linux ? await startDesktopSession({ size: '1920x1080x24' }) : undefined;
  const env = session?.env ?? (process.env as Record<string, string>);
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bench-'));
  const running = new Set<RunningApp>();
  return {
    engine: describeElectron(electron),
    file: electron.file,
    env,
    folder,
    start(start) {
      const app = startApp(electron.file, env, start);
      running.add(app);
      return app;
    },
    async end() {
      for (const app of running) app.kill();
      await session?.end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
