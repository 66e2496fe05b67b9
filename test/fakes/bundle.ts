import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { bundles } from '../../build/bundles.ts';

export interface Bundled {
  /** The absolute path of the built file. */
  file: string;
  /** Of all files, where there are several. */
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
  const entries = await readdir(folder, { recursive: true });
  const texts = (ending: string) =>
    Promise.all(
      entries
        .filter((name) => name.endsWith(ending))
        .map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })),
    );
  const root = path.resolve(import.meta.dirname, '../..');
  const sources = (await texts('.map')).flatMap(({ name, text }) =>
    (JSON.parse(text) as { sources: string[] }).sources.map((source) =>
      path.relative(root, path.resolve(folder, path.dirname(name), source)).replaceAll(path.sep, '/'),
    ),
  );
  const code = [...(await texts('.js')), ...(await texts('.cjs'))].map(({ text }) => text).join('\n');
  return {
    file: path.join(folder, file),
    code,
    sources,
    remove: () => rm(folder, { recursive: true }),
  };
}
