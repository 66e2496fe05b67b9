import { builtinModules } from 'node:module';
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

/** A file of its own as well: a window where nobody is signed in never reads it. */
const signalRApart: Plugin = {
  name: 'signalr-apart',
  enforce: 'pre',
  resolveId: (source) =>
    source === '@microsoft/signalr' ? { id: './signalr.cjs', external: true } : undefined,
};

interface NodeBundle {
  entry: string;
  file: string;
  format: 'cjs' | 'es';
  plugins?: Plugin[];
}

/** One self-contained file for Node or Electron's main process; only Node's and Electron's own modules stay outside. */
function nodeBundle({ entry, file, format, plugins = [] }: NodeBundle): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir: dist,
      emptyOutDir: false,
      minify: false,
      target: 'node24',
      sourcemap: 'hidden',
      rolldownOptions: {
        external: ['electron', /^electron\//, /^node:/, ...builtinModules],
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  };
}

export const bundles: Record<'main' | 'signalr' | 'preload' | 'simulator' | 'cli', InlineConfig> = {
  main: nodeBundle({
    entry: 'electron/main.ts',
    file: 'main.cjs',
    format: 'cjs',
    plugins: [simulatorApart, signalRApart],
  }),
  signalr: nodeBundle({
    entry: 'node_modules/@microsoft/signalr/dist/esm/index.js',
    file: 'signalr.cjs',
    format: 'cjs',
    plugins: [signalRAlone],
  }),
  preload: nodeBundle({ entry: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs' }),
  simulator: nodeBundle({ entry: 'electron/simulator/index.ts', file: 'simulator.cjs', format: 'cjs' }),
  cli: nodeBundle({ entry: 'electron/cli.ts', file: 'cli.js', format: 'es' }),
};
