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
        // The keyring is a native module: it stays where npm has put it.
        external: ['electron', /^electron\//, '@napi-rs/keyring', /^node:/, ...builtinModules],
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  };
}

export const bundles: Record<'main' | 'preload' | 'simulator' | 'cli', InlineConfig> = {
  main: nodeBundle({ entry: 'electron/main.ts', file: 'main.cjs', format: 'cjs', plugins: [simulatorApart] }),
  preload: nodeBundle({ entry: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs' }),
  simulator: nodeBundle({ entry: 'electron/simulator/index.ts', file: 'simulator.cjs', format: 'cjs' }),
  cli: nodeBundle({ entry: 'electron/cli.ts', file: 'cli.js', format: 'es' }),
};
