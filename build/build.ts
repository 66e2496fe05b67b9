/** Builds everything into dist/: main, preload, simulator, command line and the page. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { bundles, root } from './bundles.ts';

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await Promise.all([
  ...Object.values(bundles).map((bundle) => build(bundle)),
  build({ configFile: path.join(root, 'build/vite.renderer.config.ts'), logLevel: 'warn' }),
]);
