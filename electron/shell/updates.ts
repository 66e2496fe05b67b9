import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppUpdater } from 'electron-updater';
import type { Updater } from '../core/updates.ts';
import { verifyPublisher } from './update-signature.ts';

export interface UpdaterOptions {
  /** The organisation's; the one that was packaged if it is undefined. */
  channel: string | undefined;
  /** The windows are about to be closed for good, or are not after all. */
  onLeave: (leaving: boolean) => void;
}

/**
 * electron-updater with what is packaged of the feed (app-update.yml). Never to be called where updates are off: its
 * getter already builds an updater.
 */
export async function loadUpdater(options: UpdaterOptions): Promise<Updater> {
  const { default: library } = await import('electron-updater');
  return adaptUpdater(library.autoUpdater, options);
}

/** Exported for its test: an updater of electron-updater as core knows it, with everything off that goes by itself. */
export function adaptUpdater(updater: AppUpdater, { channel, onLeave }: UpdaterOptions): Updater {
  // It would log addresses and its own number of this computer (R29); core logs what matters.
  updater.logger = null;
  updater.autoDownload = false;
  // At the end of the day, or at the system's, nobody waits for an installer.
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  if (channel !== undefined) updater.channel = channel;
  // After the channel, which would turn it on.
  updater.allowDowngrade = false;
  if ('verifyUpdateCodeSignature' in updater) updater.verifyUpdateCodeSignature = verifyPublisher;
  return {
    async check() {
      const result = await updater.checkForUpdates();
      if (!result?.isUpdateAvailable) return undefined;
      const { version, releaseDate } = result.updateInfo;
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
        // macOS checks the signature only now, and installers may not start.
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
 * Whether this installation may replace itself. Linux packages belong to the package manager (an AppImage to the person),
 * and an MSI to whatever deployed it. On Windows nothing is installed that nobody could verify: the package must name
 * its publisher.
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
