/** The check of types as one more test of a mutant: what it refuses would not come into the product. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.ts';
import { linkModules, removeOld, results, writeInto } from './house.ts';
import type { Candidate } from './report.ts';

/** A copy of the sources as they are, in which one file at a time has one fault. */
const typed = path.join(results, 'typed');

/** The first complaint of the check of types about a mutant; undefined if it has none. */
export type TypeCheck = (mutant: Candidate) => string | undefined;

/** Copies the sources. Throws if they have a fault of types without any mutant. */
export function createTypeCheck(files: readonly string[]): TypeCheck {
  mkdirSync(typed, { recursive: true });
  removeOld(typed, files);
  for (const file of files) writeInto(typed, file, readFileSync(path.join(root, file)));
  linkModules(typed);
  const before = complaintOf('.') ?? complaintOf('renderer');
  if (before !== undefined) throw new Error(`The types are wrong without any mutant: ${before}`);

  return ({ file, start, end, text }) => {
    const source = readFileSync(path.join(root, file), 'utf8');
    writeInto(typed, file, Buffer.from(`${source.slice(0, start)}${text}${source.slice(end)}`));
    try {
      return file.startsWith('renderer/') ? complaintOf('renderer') : complaintOf('.');
    } finally {
      writeInto(typed, file, Buffer.from(source));
    }
  };
}

function complaintOf(project: string): string | undefined {
  const known = path.join(results, `types-${project === '.' ? 'main' : project}.tsbuildinfo`);
  const options = [
    '-p',
    project,
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    known,
    '--pretty',
    'false',
  ];
  const { status, stdout } = spawnSync(path.join(root, 'node_modules/.bin/tsc'), options, {
    cwd: typed,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return undefined;
  return stdout.split('\n').find((line) => line.includes('error TS')) ?? `tsc ended with ${status}`;
}
