import { powerMonitor } from 'electron';

/** Calls `run` whenever the computer wakes up. Call only after Electron is ready. */
export function onWake(run: () => void): void {
  powerMonitor.on('resume', run);
}
