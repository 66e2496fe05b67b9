import { builtinModules, isBuiltin } from 'node:module';
import path from 'node:path';
import type { InlineConfig, Plugin } from 'vite';

export const root = path.resolve(import.meta.dirname, '..');
export const dist = path.join(root, 'dist');

/** The simulator is a separate file beside main, so that a package can omit it. The path is relative to dist/main/. */
const simulatorApart: Plugin = {
  name: 'simulator-apart',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/simulator/index.ts') ? { id: '../simulator.cjs', external: true } : undefined,
};

/**
 * SignalR requires the packages `ws` and `eventsource` wherever `require` exists, although it gets its own
 * implementations. Fails the build if SignalR has changed, because the window would fail at its first connection.
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

/**
 * SignalR's own fetch client, which is not used, loads packages with `require`. In an ES module, which has no
 * `require`, this would load Node's module loader at every start.
 */
const signalRWithoutRequire: Plugin = {
  name: 'signalr-without-require',
  transform: {
    filter: { id: /@microsoft\/signalr\/dist\/esm\/FetchHttpClient\.js$/ },
    handler: (code) => ({ code: code.replaceAll(/\brequire\b/g, 'undefined'), map: null }),
  },
};

/** Also puts a library into a separate file, so that a window that does not use it never reads it. */
function apart(library: string, file: string): Plugin {
  return {
    name: `${library}-apart`,
    enforce: 'pre',
    resolveId: (source) => (source === library ? { id: file, external: true } : undefined),
  };
}

/** Crypto takes 4 ms to load and half of all runs do not need it, so each of its functions loads it when called. */
function lazyFunctions(name: string, asked: string): string {
  const functions = Object.entries(process.getBuiltinModule(name) ?? {}).filter(
    ([key, value]) => typeof value === 'function' && /^[a-z]/.test(key),
  );
  return [
    `export default new Proxy({}, { get: (_, key) => ${asked}[key] });`,
    ...functions.map(([key]) => `export const ${key} = (...given) => ${asked}.${key}(...given);`),
  ].join('\n');
}

/**
 * Importing a Node module makes Node list all its exports, which loads half of Node; process.getBuiltinModule takes a
 * tenth of that.
 */
const builtinsByRequire: Plugin = {
  name: 'builtins-by-require',
  enforce: 'pre',
  resolveId: (source) =>
    isBuiltin(source) && !source.endsWith('module') ? { id: `\0builtin:${source}` } : undefined,
  load(id) {
    if (!id.startsWith('\0builtin:')) return undefined;
    const name = id.slice('\0builtin:'.length);
    const asked = `process.getBuiltinModule(${JSON.stringify(name)})`;
    return name.endsWith('crypto') ? lazyFunctions(name, asked) : `module.exports = ${asked};`;
  },
};

/** What each run of the command line needs, in one file: every additional file takes Node half a millisecond. */
const atStart = new RegExp(
  [
    'rolldown.runtime',
    'package\\.json$',
    'builtin:node:(fs|crypto|util|path|os)$',
    'electron.core.(abortable|errors|ports|queue)\\.ts$',
    'electron.core.http.(clock-skew|faults)\\.ts$',
    'electron.core.storage.',
    'electron.core.settings.policy-(?:file|sources?)\\.ts$',
    'electron.core.auth.(accounts|claims|person-tokens|shared-tokens|stored-accounts|token-life)\\.ts$',
    'electron.core.auth.msal.(cached-token|token-cache)\\.ts$',
    'electron.command-line.(access|arguments|command|connection|context|help|home|key-file|keyring|vault)\\.ts$',
    'electron.command-line.(known-connections|managed|options|stored-accounts|table|unit-formats)\\.ts$',
    // A technical account's token: the code is small, and most daemons need it.
    'electron.command-line.(certificates|password|plain-http)\\.ts$',
    'electron.core.auth.technical-(account|tokens)\\.ts$',
    'electron.core.connection.(connection-file|rules|stored-entries)\\.ts$',
  ].join('|'),
);

/**
 * The chunks of main: what is needed before the window is created, and the rest of the core except for MSAL. Chunks
 * that are loaded later must never import the entry: it would be evaluated twice, and the app would start twice.
 */
const groupsOfMain = [
  {
    name: 'start',
    test: new RegExp(
      [
        'rolldown.runtime',
        'builtin:',
        'electron.shell.(display|login-item|main-window|offers|protocol|single-instance|window|window-place|crash-guard|log)\\.ts$',
        'electron.contract.names\\.ts$',
        'electron.core.(errors|ports)\\.ts$',
        'electron.core.storage.(storage-fault|unknown-parts)\\.ts$',
        'electron.core.diagnostics.(limited-log|log-lines|redaction|trace)\\.ts$',
        'electron.core.connections.offers\\.ts$',
        'electron.core.settings.(early-settings|policy-file|policy-sources?|window-place)\\.ts$',
      ].join('|'),
    ),
  },
  {
    name: 'desk',
    test: /electron.core.(?!auth.msal.(?:msal-|classify)|settings.policy-(?:registry|preferences))|electron.contract.(?!names)/,
  },
];

interface NodeBundle {
  entry: string;
  file: string;
  format: 'cjs' | 'es';
  plugins?: Plugin[];
  /** The folder for chunks that are loaded later; without it everything is in one file. */
  chunks?: string;
  /** For code that Node parses again in every run. */
  minify?: boolean;
}

/** Self-contained files for Node or Electron's main process; only modules of Node and Electron are external. */
function nodeBundle({ entry, file, format, plugins = [], chunks, minify = false }: NodeBundle): InlineConfig {
  const later =
    chunks === undefined
      ? { codeSplitting: false }
      : {
          chunkFileNames: `${chunks}/[name].${format === 'cjs' ? 'cjs' : 'js'}`,
          codeSplitting: { groups: format === 'cjs' ? groupsOfMain : [{ name: 'start', test: atStart }] },
          // With `require` a library is loaded synchronously and Node's other loader is not needed: saves 10 to 16 ms.
          dynamicImportInCjs: false,
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
      minify,
      target: 'node24',
      sourcemap: 'hidden',
      rolldownOptions: {
        // The keyring is a native module, so it stays in node_modules.
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

type BundleName = 'main' | 'signalr' | 'updater' | 'preload' | 'simulator' | 'cli' | 'compat';

export const bundles: Record<BundleName, InlineConfig> = {
  // Code that the first paint does not need is in separate files: MSAL, the log library, the export of diagnostics.
  main: nodeBundle({
    entry: 'electron/main.ts',
    file: 'main.cjs',
    format: 'cjs',
    chunks: 'main',
    plugins: [
      simulatorApart,
      // Paths are relative to dist/main/.
      apart('@microsoft/signalr', '../signalr.cjs'),
      apart('electron-updater', '../updater.cjs'),
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
  preload: nodeBundle({ entry: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs', minify: true }),
  simulator: nodeBundle({ entry: 'electron/simulator/index.ts', file: 'simulator.cjs', format: 'cjs' }),
  // In one file, a cached token would have to wait for Node to compile MSAL and load http and tls: 3 times as long.
  cli: nodeBundle({
    entry: 'electron/cli.ts',
    file: 'cli.js',
    format: 'es',
    plugins: [signalRAlone, signalRWithoutRequire],
    chunks: 'cli',
    minify: true,
  }),
  // Never part of a release: adds what the registry's older Electron lacks, for tests and `npm start`.
  compat: nodeBundle({ entry: 'build/electron/compat.ts', file: 'compat.cjs', format: 'cjs' }),
};
