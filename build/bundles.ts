import { builtinModules } from 'node:module';
import path from 'node:path';
import { type InlineConfig, normalizePath, type Plugin, type Rolldown } from 'vite';
import { callNames } from '../electron/contract/names.ts';

export const root = path.resolve(import.meta.dirname, '..');
export const dist = path.join(root, 'dist');

/**
 * Files beside main, which only a window that uses them reads; a package can omit the simulator. Paths are relative to
 * main.cjs.
 */
const filesBeside: Record<string, string> = {
  './simulator/index.ts': './simulator.cjs',
  '@microsoft/signalr': './signalr.cjs',
  'electron-updater': './updater.cjs',
};
const besideMain: Plugin = {
  name: 'beside-main',
  enforce: 'pre',
  resolveId(source) {
    const id = filesBeside[source];
    return id && { id, external: true };
  },
};

/**
 * SignalR requires the packages `ws` and `eventsource` where `require` exists, although it gets its own implementations:
 * the window would fail at its first connection.
 */
const withoutRequire = { 'typeof require': '"undefined"' };

/**
 * Puts everything that an entry imports statically into one file of its own. Chunks that are loaded later require that
 * file, not the entry: evaluating the entry again would start the app a second time.
 */
function startOf(entry: string): Rolldown.CodeSplittingGroup {
  return {
    debugName: 'start',
    name(id, context) {
      const importers = context.getModuleInfo(id)?.importers.map(normalizePath) ?? [];
      return importers.includes(normalizePath(path.join(root, entry))) ? 'start' : null;
    },
  };
}

interface NodeBundle {
  entry: string;
  file: string;
  plugins?: Plugin[];
  define?: Record<string, string>;
  /** The folder for chunks that are loaded later; without it everything is in one file. */
  chunks?: string;
  minify?: boolean;
}

/** CommonJS for Node or Electron's main process; only modules of Node and Electron are external. */
function nodeBundle({
  entry,
  file,
  plugins = [],
  define = {},
  chunks,
  minify = false,
}: NodeBundle): InlineConfig {
  const later =
    chunks === undefined
      ? { codeSplitting: false }
      : { chunkFileNames: `${chunks}/[name].cjs`, codeSplitting: { groups: [startOf(entry)] } };
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins,
    define,
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
        external: ['electron', /^electron\//, '@napi-rs/keyring', /^node:/, ...builtinModules],
        // With `require` a library is loaded synchronously and Node's other loader is not needed: saves 10 to 16 ms.
        output: { format: 'cjs', entryFileNames: file, dynamicImportInCjs: false, ...later },
      },
    },
  };
}

export const bundles = {
  main: nodeBundle({
    entry: 'electron/main.ts',
    file: 'main.cjs',
    plugins: [besideMain],
  }),
  signalr: nodeBundle({
    entry: 'node_modules/@microsoft/signalr/dist/esm/index.js',
    file: 'signalr.cjs',
    define: withoutRequire,
  }),
  updater: nodeBundle({ entry: 'node_modules/electron-updater/out/main.js', file: 'updater.cjs' }),
  // Minified, because it must stay small (R11).
  preload: nodeBundle({
    entry: 'electron/preload.ts',
    file: 'preload.cjs',
    define: { allCallNames: JSON.stringify(Object.values(callNames).flat().join(' ')) },
    minify: true,
  }),
  simulator: nodeBundle({ entry: 'electron/simulator/index.ts', file: 'simulator.cjs' }),
  // In one file, a cached token would have to wait for Node to compile MSAL and load http and tls: 3 times as long.
  cli: nodeBundle({
    entry: 'electron/cli.ts',
    file: 'cli.cjs',
    define: withoutRequire,
    chunks: 'cli',
  }),
  // Never part of a release: adds what the registry's older Electron lacks, for tests and `npm start`.
  compat: nodeBundle({ entry: 'build/electron/compat.ts', file: 'compat.cjs' }),
};
