/**
 * `npm run package:cli`: the command line as a package of npm's in release/, for computers without the window:
 * `npm install --global ./max-desk-cli-VERSION.tgz`. What it needs comes from the registry: the keyring only.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { packCommandLine } from './command-line-package.ts';

await ensureBuilt();
const release = path.join(root, 'release');
mkdirSync(release, { recursive: true });
console.log(`Packaged into ${packCommandLine(release)}`);
