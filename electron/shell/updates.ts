import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { AppError } from '../core/errors.ts';
import type { Updater } from '../core/updates/updates.ts';
import { verifyPublisher } from './update-signature.ts';

export interface UpdaterOptions {
  /** The organisation's channel; if undefined, the packaged one. */
  channel: string | undefined;
  /** True before the windows are closed for good, false if they are not closed after all. */
  onLeave: (leaving: boolean) => void;
}

/**
 * electron-updater with the packaged feed (app-update.yml). Never call it if updates are off: the library's getter
 * already creates an updater.
 */
export async function loadUpdater(options: UpdaterOptions): Promise<Updater> {
  const { default: library } = await import('electron-updater');
  return adaptUpdater(library.autoUpdater, options);
}

/** Exported for its test: adapts electron-updater to core, with everything automatic turned off. */
export function adaptUpdater(updater: AppUpdater, { channel, onLeave }: UpdaterOptions): Updater {
  // electron-updater would log addresses and its own id of this computer (R29); core logs what matters.
  updater.logger = null;
  updater.autoDownload = false;
  // At quit or shutdown, nobody waits for an installer.
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  if (channel !== undefined) updater.channel = channel;
  // After `channel`, which would turn it on.
  updater.allowDowngrade = false;
  if ('verifyUpdateCodeSignature' in updater) updater.verifyUpdateCodeSignature = verifyPublisher;
  return {
    async check() {
      const result = await updater.checkForUpdates();
      if (!result?.isUpdateAvailable) return undefined;
      const { version, releaseDate, files, path: older } = result.updateInfo;
      for (const url of [...files.map((each) => each.url), older]) assertBesideFeed(url);
      const releasedAt = Date.parse(releaseDate);
      return { version, releasedAt: Number.isNaN(releasedAt) ? null : releasedAt };
    },
    async download(onProgress) {
      const tell = ({ percent }: { percent: number }) => onProgress(percent);
      updater.on('download-progress', tell);
      try {
        await updater.downloadUpdate();
      } finally {
        updater.off('download-progress', tell);
      }
    },
    install: () =>
      new Promise((_resolve, reject) => {
        // macOS verifies the signature only now, and an installer may fail to start.
        updater.once('error', (error) => {
          onLeave(false);
          reject(error);
        });
        onLeave(true);
        updater.quitAndInstall(true, true);
      }),
  };
}

/**
 * Files are fetched from the feed's own folder, so over https like the feed: it must not name another origin, or http.
 * Throws `update-failed`.
 */
function assertBesideFeed(url: string): void {
  const folder = 'https://feed.invalid/updates/';
  if (URL.canParse(url, folder) && new URL(url, folder).href.startsWith(folder)) return;
  throw new AppError('update-failed', 'The update feed names a file that is not in its own folder.', {
    hint: 'Ask whoever runs the update feed to correct it. The installed version goes on working.',
  });
}

/**
 * Whether this installation may update itself. Linux packages belong to the package manager (an AppImage to the user),
 * and an MSI to whatever deployed it. On Windows the package must name its publisher: nothing is installed that cannot
 * be verified.
 */
export function installsItself(
  platform: NodeJS.Platform = process.platform,
  executable: string = process.execPath,
  resources: string = process.resourcesPath,
): boolean {
  if (platform === 'darwin') return true;
  if (platform !== 'win32') return false;
  const uninstaller = path.join(path.dirname(executable), 'Uninstall MAX Desk.exe');
  return existsSync(uninstaller) && namesPublisher(path.join(resources, 'app-update.yml'));
}

function namesPublisher(file: string): boolean {
  try {
    return /^publisherName:/m.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}
