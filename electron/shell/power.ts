import { powerMonitor } from 'electron';

/** Calls whenever the computer wakes up. Must not be called before Electron is ready. */
export function onWake(run: () => void): void {
  powerMonitor.on('resume', run);
}
