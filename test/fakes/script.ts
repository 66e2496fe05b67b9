import path from 'node:path';
import { build, type Plugin } from 'vite';
import { root } from '../../build/bundles.ts';

/** What libraries import by themselves, and do without under plain Node. */
const withoutElectron: Plugin = {
  name: 'without-electron',
  enforce: 'pre',
  resolveId: (source) => (source === 'electron' ? '\0electron' : undefined),
  load: (id) => (id === '\0electron' ? 'export default {};' : undefined),
};

/**
 * Makes one file of a script and all that it imports: started from its sources a process takes three times as long,
 * which counts where there are hundreds of them.
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
