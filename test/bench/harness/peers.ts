/** The other products that ours is measured against: installed beside the benches, never with the product. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const benchFolder = path.resolve(import.meta.dirname, '..');

/** Which peers a run may use. `none` is for the smoke test, and for a machine where they cannot be installed. */
export interface Peers {
  has(packageName: string): boolean;
  /** "ag-grid-community 36.2.0", or that it was not measured. */
  describe(...packageNames: string[]): string;
}

const packageFile = (name: string) => path.join(benchFolder, 'node_modules', name, 'package.json');

/** What `npm ci` in this folder has brought. */
export const installedPeers: Peers = {
  has: (name) => existsSync(packageFile(name)),
  describe: (...names) =>
    names.map((name) => version(name) ?? `${name} not measured: not installed`).join(', '),
};

export const noPeers: Peers = {
  has: () => false,
  describe: (...names) => names.map((name) => `${name} not measured: left out`).join(', '),
};

function version(name: string): string | undefined {
  if (!existsSync(packageFile(name))) return undefined;
  const about: { version: string; license?: string } = JSON.parse(readFileSync(packageFile(name), 'utf8'));
  return `${name} ${about.version} (${about.license ?? 'licence unknown'})`;
}

/** Loads a file of `peers/`, which no type checker sees without the packages it is about. */
export async function loadPeer<T>(file: string): Promise<T> {
  return (await import(pathToFileURL(path.join(benchFolder, 'peers', file)).href)) as T;
}
