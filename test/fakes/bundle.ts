import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { bundles } from '../../build/bundles.ts';

export interface Bundled {
  /** The absolute path of the built file. */
  file: string;
  code: string;
  /** The modules that went into it, as paths in this repository. */
  sources: string[];
  remove(): Promise<void>;
}

/** Builds one of the product's bundles into a folder of its own, so that `dist` stays as it is. */
export async function bundle(name: keyof typeof bundles, file: string): Promise<Bundled> {
  const folder = await mkdtemp(path.join(tmpdir(), 'max-desk-bundle-'));
  const config = bundles[name];
  await build({ ...config, build: { ...config.build, outDir: folder, emptyOutDir: true } });
  const built = path.join(folder, file);
  const map = JSON.parse(await readFile(`${built}.map`, 'utf8')) as { sources: string[] };
  const root = path.resolve(import.meta.dirname, '../..');
  const sources = map.sources.map((source) =>
    path.relative(root, path.resolve(folder, source)).replaceAll(path.sep, '/'),
  );
  return {
    file: built,
    code: await readFile(built, 'utf8'),
    sources,
    remove: () => rm(folder, { recursive: true }),
  };
}
