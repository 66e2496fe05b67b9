import path from 'node:path';
import { build, type Plugin } from 'vite';
import { root } from '../../build/bundles.ts';

/** Libraries import Electron, but do not need it under plain Node. */
const withoutElectron: Plugin = {
  name: 'without-electron',
  enforce: 'pre',
  resolveId: (source) => (source === 'electron' ? '\0electron' : undefined),
  load: (id) => (id === '\0electron' ? 'export default {};' : undefined),
};

/**
 * Bundles a script with all its imports into one file: a process started from the sources takes three times as long,
 * which matters for hundreds of processes.
 * @param entry a path in this repository
 * @returns the file in `folder`
 */
export async function scriptOf(entry: string, folder: string): Promise<string> {
  const file = `${path.parse(entry).name}.mjs`;
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [withoutElectron],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node24',
      rolldownOptions: {
        external: /^node:/,
        output: { format: 'es', entryFileNames: file, codeSplitting: false },
      },
    },
  });
  return path.join(folder, file);
}
