import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { inProduction, isBuilt } from '../../build/bundle.ts';
import { bundles, dist, root } from '../../build/bundles.ts';

export interface Bundled {
  /** The absolute path of the built file. */
  file: string;
  /** The code of all files together. */
  code: string;
  /** The modules in the bundle, as paths in this repository. */
  sources: string[];
  remove(): Promise<void>;
}

/**
 * One of the product's bundles: from `dist` if it is up to date (`npm test` builds it first), else built into a
 * separate folder. Parallel tests must not overwrite each other's `dist`.
 */
export async function bundle(name: keyof typeof bundles, file: string): Promise<Bundled> {
  if (isBuilt()) return { ...(await read(dist, file)), remove: async () => undefined };
  const folder = await mkdtemp(path.join(tmpdir(), 'max-desk-bundle-'));
  const config = bundles[name];
  await inProduction(() =>
    build({ ...config, build: { ...config.build, outDir: folder, emptyOutDir: true } }),
  );
  return { ...(await read(folder, file)), remove: () => rm(folder, { recursive: true }) };
}

/** Reads the entry file and the chunks in the folder of the same name. */
async function read(folder: string, file: string): Promise<Omit<Bundled, 'remove'>> {
  const entry = path.join(folder, file);
  const later = await filesIn(path.join(folder, path.parse(file).name));
  const all = [entry, `${entry}.map`, ...later];
  const texts = await Promise.all(all.map(async (name) => ({ name, text: await readFile(name, 'utf8') })));
  const isMap = ({ name }: { name: string }) => name.endsWith('.map');
  return {
    file: entry,
    code: texts.flatMap((each) => (isMap(each) ? [] : [each.text])).join('\n'),
    sources: texts.filter(isMap).flatMap(sourcesOf),
  };
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => path.join(folder, name));
}

function sourcesOf({ name, text }: { name: string; text: string }): string[] {
  return (JSON.parse(text) as { sources: string[] }).sources.map((source) =>
    path.relative(root, path.resolve(path.dirname(name), source)).replaceAll(path.sep, '/'),
  );
}
