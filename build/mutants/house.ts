/** The copy of the repository that mutants run in: the sources with all mutants, the tests, and its own dist/. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.ts';
import { instrument, type Numbered } from './instrument.ts';

export const results = path.join(root, 'test-results/mutants');
export const house = path.join(results, 'house');
/** What processes have reached that have ended, and what tests have. */
const reached = path.join(results, 'reached');
const notes = path.join(results, 'tests.jsonl');
const runtime = 'build/mutants/runtime.ts';

/** All files that git has or would take, as paths in the repository. */
export function repositoryFiles(): string[] {
  const options = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', options, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }).split('\0');
  return listed.filter((file) => file !== '' && existsSync(path.join(root, file)));
}

/**
 * Brings the copy up to date and builds its dist/. Files that have not changed are not written, so that the next run
 * needs no build.
 */
export function prepareHouse(files: readonly string[], mutants: ReadonlyMap<string, Numbered[]>): void {
  mkdirSync(house, { recursive: true });
  removeOld(house, files);
  for (const file of files) {
    const content = readFileSync(path.join(root, file));
    const own = mutants.get(file);
    if (own)
      writeInto(house, file, Buffer.from(instrument(content.toString(), own, pathFrom(file, runtime))));
    else if (file === runtime)
      writeInto(
        house,
        file,
        Buffer.from(content.toString().replace('MUTANTS_FOLDER', results.replaceAll(path.sep, '/'))),
      );
    else writeInto(house, file, content);
  }
  linkModules(house);
  choose(0);
  takeReached();
  const script = `import { ensureBuilt } from './build/bundle.ts'; await ensureBuilt();`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: house,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The copy with the mutants could not be built.');
}

/** A copy of the repository uses its packages. */
export function linkModules(copy: string): void {
  const modules = path.join(copy, 'node_modules');
  if (!existsSync(modules)) symlinkSync(path.join(root, 'node_modules'), modules);
}

/** From now on this mutant has an effect in processes that start; 0 for none. */
export function choose(id: number): void {
  writeFileSync(path.join(results, 'active'), String(id));
}

/** What a test has reached; null for what was reached outside of tests. */
export interface ReachedBy {
  test: string | null;
  ids: number[];
}

/** What was reached since the last call. */
export function takeReached(): ReachedBy[] {
  const lines = existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : [];
  rmSync(notes, { force: true });
  rmSync(reached, { recursive: true, force: true });
  mkdirSync(reached, { recursive: true });
  return lines.filter(Boolean).map((line) => JSON.parse(line) as ReachedBy);
}

/** Takes out what the repository has no more; what the copy has made for itself stays. */
export function removeOld(copy: string, files: readonly string[]): void {
  const kept = new Set(files);
  for (const folder of ['electron', 'renderer', 'build', 'test']) {
    const at = path.join(copy, folder);
    if (!existsSync(at)) continue;
    for (const entry of readdirSync(at, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(copy, file).replaceAll(path.sep, '/');
      if (entry.isFile() && !kept.has(name)) rmSync(file);
    }
  }
}

/** Writes a file of a copy of the repository, if it is another than before. */
export function writeInto(copy: string, file: string, content: Buffer): void {
  const at = path.join(copy, file);
  if (existsSync(at) && readFileSync(at).equals(content)) return;
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, content);
}

function pathFrom(file: string, target: string): string {
  const relative = path.posix.relative(path.posix.dirname(file), target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
