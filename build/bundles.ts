import { builtinModules, isBuiltin } from 'node:module';
import path from 'node:path';
import type { InlineConfig, Plugin } from 'vite';

export const root = path.resolve(import.meta.dirname, '..');
export const dist = path.join(root, 'dist');

/** The simulator is a file of its own beside main, so that a package can leave it out with one rule. */
const simulatorApart: Plugin = {
  name: 'simulator-apart',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/simulator/index.ts') ? { id: './simulator.cjs', external: true } : undefined,
};

/**
 * SignalR asks for the packages `ws` and `eventsource` wherever there is a `require`, although it is given what it needs.
 * Fails the build when SignalR has changed, because the window would fail at its first connection.
 */
const signalRAlone: Plugin = {
  name: 'signalr-alone',
  transform: {
    filter: { id: /@microsoft\/signalr\/dist\/esm\/HttpConnection\.js$/ },
    handler(code) {
      const asks = 'typeof require !== "undefined"';
      if (!code.includes(asks)) this.error(`SignalR does not say ${asks} any more: look at how it loads ws.`);
      return { code: code.replaceAll(asks, 'false'), map: null };
    },
  },
};

/** A library in a file of its own as well: a window that does without never reads it. */
function apart(library: string, file: string): Plugin {
  return {
    name: `${library}-apart`,
    enforce: 'pre',
    resolveId: (source) => (source === library ? { id: file, external: true } : undefined),
  };
}

/**
 * An import of Node's own makes Node list everything that module has, which loads half of Node; asking for it as require
 * does costs a tenth of that.
 */
const builtinsByRequire: Plugin = {
  name: 'builtins-by-require',
  enforce: 'pre',
  resolveId: (source) =>
    isBuiltin(source) && !source.endsWith('module') ? { id: `\0builtin:${source}` } : undefined,
  load: (id) =>
    id.startsWith('\0builtin:')
      ? `module.exports = process.getBuiltinModule(${JSON.stringify(id.slice('\0builtin:'.length))});`
      : undefined,
};

/** What every run of the command line needs goes into one file: each file of its own takes Node half a millisecond. */
const atStart = new RegExp(
  [
    'rolldown.runtime',
    'package\\.json$',
    'builtin:node:(fs|crypto|util|path|os)$',
    'electron.core.(abortable|clock-skew|errors|faults|ports|queue)\\.ts$',
    'electron.core.storage.',
    'electron.core.settings.policy-source\\.ts$',
    'electron.core.auth.(accounts|cached-token|claims|token-cache)\\.ts$',
    'electron.command-line.(access|arguments|command|connection|context|home|key-file|keyring|managed)\\.ts$',
    'electron.command-line.(known-connections|options|stored-accounts|table|unit-formats)\\.ts$',
  ].join('|'),
);

interface NodeBundle {
  entry: string;
  file: string;
  format: 'cjs' | 'es';
  plugins?: Plugin[];
  /** A folder for what is loaded later only; without it everything is in the one file. */
  chunks?: string;
}

/** Self-contained files for Node or Electron's main process; only Node's and Electron's own modules stay outside. */
function nodeBundle({ entry, file, format, plugins = [], chunks }: NodeBundle): InlineConfig {
  const later =
    chunks === undefined
      ? { codeSplitting: false }
      : {
          chunkFileNames: `${chunks}/[name].js`,
          codeSplitting: { groups: [{ name: 'start', test: atStart }] },
        };
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: chunks === undefined ? plugins : [...plugins, builtinsByRequire],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir: dist,
      emptyOutDir: false,
      minify: false,
      target: 'node24',
      sourcemap: 'hidden',
      rolldownOptions: {
        // The keyring is a native module: it stays where npm has put it.
        external: [
          'electron',
          /^electron\//,
          '@napi-rs/keyring',
          ...(chunks === undefined ? [/^node:/, ...builtinModules] : ['node:module', 'module']),
        ],
        output: { format, entryFileNames: file, ...later },
      },
    },
  };
}

export const bundles: Record<'main' | 'signalr' | 'updater' | 'preload' | 'simulator' | 'cli', InlineConfig> =
  {
    main: nodeBundle({
      entry: 'electron/main.ts',
      file: 'main.cjs',
      format: 'cjs',
      plugins: [
        simulatorApart,
        apart('@microsoft/signalr', './signalr.cjs'),
        apart('electron-updater', './updater.cjs'),
      ],
    }),
    signalr: nodeBundle({
      entry: 'node_modules/@microsoft/signalr/dist/esm/index.js',
      file: 'signalr.cjs',
      format: 'cjs',
      plugins: [signalRAlone],
    }),
    updater: nodeBundle({
      entry: 'node_modules/electron-updater/out/main.js',
      file: 'updater.cjs',
      format: 'cjs',
    }),
    preload: nodeBundle({ entry: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs' }),
    simulator: nodeBundle({ entry: 'electron/simulator/index.ts', file: 'simulator.cjs', format: 'cjs' }),
    // In one file, a warm token would wait for Node to compile MSAL and to load its own http and tls: three times as long.
    cli: nodeBundle({
      entry: 'electron/cli.ts',
      file: 'cli.js',
      format: 'es',
      chunks: 'cli',
    }),
  };
