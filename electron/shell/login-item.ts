import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { AppError } from '../core/errors.ts';

/**
 * Turns starting the app in the tray at login on or off; throws `storage`. Undefined if the app runs from source: the
 * system would start a bare Electron.
 */
export function createLoginItem(): ((on: boolean) => void) | undefined {
  if (!app.isPackaged) return undefined;
  if (process.platform === 'linux') return setAutostart;
  return (on) => app.setLoginItemSettings({ openAtLogin: on, args: ['--hidden'] });
}

/** Electron's own call does nothing on Linux: https://specifications.freedesktop.org/autostart-spec/latest/ */
function setAutostart(on: boolean): void {
  const config = process.env['XDG_CONFIG_HOME'] || path.join(homedir(), '.config');
  const file = path.join(config, 'autostart', 'max-desk.desktop');
  try {
    if (on) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, desktopEntry(process.env['APPIMAGE'] || process.execPath));
    } else rmSync(file, { force: true });
  } catch (cause) {
    throw new AppError('storage', 'The autostart folder cannot be written.', { cause, details: { file } });
  }
}

function desktopEntry(program: string): string {
  // String escapes within argument escapes: https://specifications.freedesktop.org/desktop-entry-spec/latest/
  const quoted = program
    .replace(/["`$\\]/g, String.raw`\$&`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return `[Desktop Entry]\nType=Application\nName=MAX Desk\nExec="${quoted}" --hidden\nTerminal=false\n`;
}

/** Whether the system started the app: macOS reports it, elsewhere `--hidden` does. */
export function startedBySystem(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
