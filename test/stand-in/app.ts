/** `electron.app`: names, paths, the lock. Starting and ending is in lifecycle.ts. */
import path from 'node:path';
import { createPaths } from './app-paths.ts';
import { type CommandLine, createSwitches } from './command-line.ts';
import { preventable } from './events.ts';
import { host } from './host.ts';
import { createLifecycle } from './lifecycle.ts';
import { Loud } from './loud.ts';
import { type Lock, takeLock } from './single-instance.ts';

export interface AppPackage {
  name?: string;
  productName?: string;
  version?: string;
}
export interface AppSettings {
  appPath: string;
  about: AppPackage;
  line: CommandLine;
}
/** The app's module-wide object. */
export class App extends Loud {
  readonly isPackaged = false;
  readonly commandLine: Electron.CommandLine;
  readonly lifecycle = createLifecycle(this);
  private settings: AppSettings;
  private ownName: string | undefined = undefined;
  private lock: Lock | undefined = undefined;
  private openAtLogin = false;
  private paths: ReturnType<typeof createPaths>;

  constructor(settings: AppSettings) {
    super();
    this.settings = settings;
    this.commandLine = createSwitches(settings.line.switches);
    this.paths = createPaths(
      () => this.getName(),
      () => settings.line.switches.get('user-data-dir'),
    );
    host.app = this;
  }

  get name(): string {
    return this.getName();
  }
  set name(name: string) {
    this.ownName = name;
  }
  getName = (): string =>
    this.ownName ?? this.settings.about.productName ?? this.settings.about.name ?? 'Electron';
  setName = (name: string): void => {
    this.ownName = name;
  };
  getVersion = (): string => this.settings.about.version ?? '0.0.0';
  getAppPath = (): string => this.settings.appPath;
  getPath = (name: string): string => this.paths.getPath(name);
  setPath = (name: string, value: string): void => this.paths.setPath(name, value);

  /** `--lang` decides, as in Electron; without it the first of the system's languages. */
  getLocale = (): string =>
    this.commandLine.getSwitchValue('lang') || (this.getPreferredSystemLanguages()[0] ?? 'en-US');
  getSystemLocale = (): string => this.getPreferredSystemLanguages()[0] ?? 'en-US';
  getPreferredSystemLanguages = (): string[] => {
    const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env;
    const named = (LANGUAGE || LC_ALL || LC_MESSAGES || LANG || '')
      .split(':')
      .map((one) => one.replace(/[.@].*$/, ''));
    const languages = named
      .filter((one) => one && one !== 'C' && one !== 'POSIX')
      .map((one) => one.replace('_', '-'));
    return languages.length > 0 ? languages : ['en-US'];
  };

  isReady = (): boolean => host.ready;
  whenReady = (): Promise<void> => this.lifecycle.whenReady;
  quit = (): void => this.lifecycle.quit();
  exit = (code = 0): void => this.lifecycle.exit(code);
  relaunch = (options: Electron.RelaunchOptions = {}): void => this.lifecycle.relaunch(options.args);

  hasSingleInstanceLock = (): boolean => this.lock !== undefined;
  requestSingleInstanceLock = (additionalData?: Record<string, unknown>): boolean => {
    if (this.lock) return true;
    this.lock = takeLock(path.join(this.getPath('userData'), 'stand-in'), additionalData ?? null, (start) => {
      const tell = () =>
        this.emit(
          'second-instance',
          preventable({}),
          start.argv,
          start.workingDirectory,
          start.additionalData,
        );
      void this.whenReady().then(tell);
    });
    return this.lock !== undefined;
  };
  releaseSingleInstanceLock = (): void => {
    this.lock?.release();
    this.lock = undefined;
  };

  // What only an operating system could show.
  focus = (): void => {};
  show = (): void => {};
  hide = (): void => {};
  setAppUserModelId = (): void => {};
  setToastActivatorCLSID = (): void => {};
  setAboutPanelOptions = (): void => {};
  setBadgeCount = (): boolean => false;
  enableSandbox = (): void => {};
  disableHardwareAcceleration = (): void => {};
  isAccessibilitySupportEnabled = (): boolean => false;
  getAppMetrics = (): Electron.ProcessMetric[] => [];
  setAsDefaultProtocolClient = (): boolean => true;
  isDefaultProtocolClient = (): boolean => false;
  removeAsDefaultProtocolClient = (): boolean => true;
  setLoginItemSettings = (settings: Electron.Settings): void => {
    this.openAtLogin = settings.openAtLogin ?? false;
  };
  getLoginItemSettings = (): Electron.LoginItemSettings => ({
    openAtLogin: this.openAtLogin,
    wasOpenedAtLogin: false,
    status: this.openAtLogin ? 'enabled' : 'not-registered',
    executableWillLaunchAtLogin: this.openAtLogin,
    launchItems: [],
  });
}
