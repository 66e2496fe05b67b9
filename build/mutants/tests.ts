/** Which test files run what: by their imports, and for the command line by the bundle that they start. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.ts';

/** Tests of the sources as texts, of packages, of the simulator, of libraries; and what measures or takes minutes. */
const others =
  /^test\/(?:unit\/(?:build|docs|shell|simulator|[^/]+\.test)|integration\/(?:bench|bundles|cli-processes|msal-traps|package|simulator|spreadsheet|terminal))/;

export function testFilesIn(files: readonly string[]): string[] {
  return files.filter(
    (file) => /^test\/(?:unit|integration)\/.*\.test\.tsx?$/.test(file) && !others.test(file),
  );
}

/** All files of the repository that a file imports, directly or not, itself included. */
export function importsOf(file: string, known = new Map<string, string[]>()): Set<string> {
  const found = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const direct = known.get(next) ?? directImports(next);
    known.set(next, direct);
    open.push(...direct);
  }
  return found;
}

function directImports(file: string): string[] {
  if (!/\.tsx?$/.test(file)) return [];
  const text = readFileSync(path.join(root, file), 'utf8');
  const relative = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)];
  const imported = relative.map(([, name = '']) => path.posix.join(path.posix.dirname(file), name));
  // What starts the command line runs all of it in another process.
  return /\bbundle\('cli'|scriptOf\(/.test(text) ? [...imported, 'electron/cli.ts'] : imported;
}

/** A hash of these files' contents. */
export function hashOf(files: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}
