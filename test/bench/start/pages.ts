/** The pages whose first paint is measured, built as the product's own page is built. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';
import { dist, root } from '../../../build/bundles.ts';
import { inProduction } from '../../../build/production.ts';
import { loadPeer, type Peers } from '../harness/peers.ts';

/** By their folders. */
export type PageName = 'ours' | 'empty' | 'react-aria';

export const reactAria = 'react-aria-components';

/** Nothing is there before the script has run. */
const emptyDocument = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Empty</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="./page.js"></script>
  </body>
</html>
`;

/** Puts them into folders of their own below `folder`, and returns their names. */
export async function buildPages(folder: string, peers: Peers): Promise<PageName[]> {
  cpSync(path.join(dist, 'renderer'), path.join(folder, 'ours'), { recursive: true });
  await inProduction(() => buildEmptyPage(path.join(folder, 'empty')));
  if (!peers.has(reactAria)) return ['ours', 'empty'];
  await inProduction(() => buildWithReactAria(path.join(folder, 'react-aria')));
  return ['ours', 'empty', 'react-aria'];
}

async function buildEmptyPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: path.join(import.meta.dirname, 'empty-page.tsx'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  writeFileSync(path.join(outDir, 'index.html'), emptyDocument);
}

/** The product's page, in which the controls of the first screen are react-aria's. */
async function buildWithReactAria(outDir: string): Promise<void> {
  const { replaced } = await loadPeer<{ replaced: Record<string, string> }>('react-aria/replaced.ts');
  const folder = path.join(import.meta.dirname, '../peers/react-aria');
  let used = 0;
  const swap: Plugin = {
    name: 'react-aria-controls',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const file = found && replaced[path.relative(root, found.id)];
      if (!file) return undefined;
      used += 1;
      return path.join(folder, file);
    },
  };
  await build({
    configFile: path.join(root, 'build/vite.renderer.config.ts'),
    logLevel: 'error',
    plugins: [swap],
    resolve: { dedupe: ['react', 'react-dom', 'react-i18next', 'i18next'] },
    build: { outDir },
  });
  if (used < Object.keys(replaced).length)
    throw new Error('Not every control was replaced: look at peers/react-aria/replaced.ts.');
  const html = readFileSync(path.join(outDir, 'index.html'), 'utf8');
  // Its script is measured, not what the product's document shows before any script.
  writeFileSync(
    path.join(outDir, 'index.html'),
    html.replace(/<div id="root">[\s\S]*<\/div>(?=\s*<\/body>)/, '<div id="root"></div>'),
  );
}
