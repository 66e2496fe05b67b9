/** Electron's command line, as far as tests and people use it: `electron [switches] [-r module] <app> [arguments]`. */
import path from 'node:path';

export interface CommandLine {
  /** Everything after the executable. */
  args: string[];
  /** Modules to load into main before the app. */
  requires: string[];
  /** Port of the Node inspector; 0 lets the system choose. */
  inspect: number | undefined;
  /** Absolute path of the app's folder or entry file. */
  entry: string | undefined;
  switches: Map<string, string>;
}

/** Reads the arguments that follow the executable. */
export function parseCommandLine(args: string[]): CommandLine {
  const line: CommandLine = { args, requires: [], inspect: undefined, entry: undefined, switches: new Map() };
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '-r' || argument === '--require') {
      line.requires.push(path.resolve(args[++index] ?? ''));
    } else if (argument.startsWith('--inspect')) {
      line.inspect = Number(argument.split('=')[1] ?? 9229);
    } else if (argument.startsWith('--')) {
      const [name = '', ...value] = argument.slice(2).split('=');
      line.switches.set(name.toLowerCase(), value.join('='));
    } else if (!argument.startsWith('-')) {
      line.entry ??= path.resolve(argument);
    }
  }
  return line;
}

/** `app.commandLine`: switches for Chromium, to be changed before `ready`. */
export function createSwitches(switches: Map<string, string>) {
  return {
    appendSwitch(name: string, value = '') {
      const before = switches.get(name.toLowerCase());
      const joined = name.endsWith('-features') && before ? `${before},${value}` : value;
      switches.set(name.toLowerCase(), joined);
    },
    appendArgument: (value: string) => void switches.set(value.replace(/^--/, ''), ''),
    hasSwitch: (name: string) => switches.has(name.toLowerCase()),
    getSwitchValue: (name: string) => switches.get(name.toLowerCase()) ?? '',
    removeSwitch: (name: string) => void switches.delete(name.toLowerCase()),
  } satisfies Electron.CommandLine;
}

/** Switches that the stand-in deals with itself, or that belong to the app rather than to Chromium. */
const own = new Set([
  'user-data-dir',
  'remote-debugging-port',
  'no-sandbox',
  'disable-features',
  'headless',
  'require',
]);

/** The switches to hand on: known ones of Chromium, and whatever the app appended itself. */
export function chromiumSwitches(switches: Map<string, string>, given: string[]): string[] {
  const fromOutside = new Set(
    given.filter((argument) => argument.startsWith('--')).map((argument) => argument.slice(2).split('=')[0]),
  );
  return [...switches]
    .filter(([name]) => !own.has(name) && (!fromOutside.has(name) || handedOn.has(name)))
    .map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`));
}

/** Given on the command line, these are meant for Chromium. The rest there (`--simulator`) is the app's. */
const handedOn = new Set([
  'lang',
  'force-device-scale-factor',
  'force-color-profile',
  'proxy-server',
  'ignore-certificate-errors',
]);
