/** Builds one page for each candidate, as the product's own page is built. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { inProduction } from '../../../build/bundle.ts';
import { root } from '../../../build/bundles.ts';

const entry = 'virtual:bench-page';
const html = `<!doctype html>
<html lang="en" data-theme="light">
  <head>
    <meta charset="utf-8" />
    <title>Bench</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="page.css" />
  </head>
  <body><div id="root"></div><script type="module" src="page.js"></script></body>
</html>
`;

/**
 * Builds `candidate` (a file that exports `createCandidate`) into a folder.
 * @returns bytes of its script, compressed as a server would
 */
export async function bundlePage(candidate: string, folder: string): Promise<number> {
  const source = `import { createCandidate } from ${JSON.stringify(candidate)};
    import { start } from ${JSON.stringify(path.join(import.meta.dirname, 'page/start.tsx'))};
    start(createCandidate);`;
  mkdirSync(folder, { recursive: true });
  const config: InlineConfig = {
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    resolve: { dedupe: ['react', 'react-dom'] },
    plugins: [
      react(),
      {
        name: 'bench-page',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'esnext',
      cssTarget: 'chrome140',
      cssCodeSplit: false,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input: entry,
        output: { entryFileNames: 'page.js', assetFileNames: 'page[extname]', codeSplitting: false },
      },
    },
  };
  await inProduction(() => build(config));
  writeFileSync(path.join(folder, 'index.html'), html);
  return gzipSync(readFileSync(path.join(folder, 'page.js')), { level: 9 }).length;
}
