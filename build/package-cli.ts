/**
 * `npm run package:cli`: the command line as an npm package in release/, for computers without the window: `npm install
 * --global ./max-desk-cli-VERSION.tgz`. Its only dependency is the keyring module.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { packCommandLine } from './packaging/command-line-package.ts';

await ensureBuilt();
const release = path.join(root, 'release');
mkdirSync(release, { recursive: true });
console.log(`Packaged into ${packCommandLine(release)}`);
