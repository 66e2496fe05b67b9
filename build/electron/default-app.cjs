'use strict';
// Replaces Electron's default_app, which the registry's runtime lacks: electron [-r FILE]… APP [ARGUMENT]…
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { app } = require('electron');

const requires = [];
let folder;
for (let at = 1; at < process.argv.length && folder === undefined; at++) {
  const argument = process.argv[at] ?? '';
  if (argument === '-r') requires.push(process.argv[++at] ?? '');
  else if (!argument.startsWith('-')) folder = path.resolve(argument);
}
if (folder === undefined) {
  process.stderr.write('Usage: electron [-r FILE]… APP [ARGUMENT]…\n');
  process.exit(2);
}

const compat = path.resolve(__dirname, '../../dist/compat.cjs');
if (existsSync(compat)) require(compat);
Object.defineProperty(process, 'defaultApp', { value: true });
const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
if (about.version) app.setVersion(about.version);
app.setName(about.productName ?? about.name);
app.setDesktopName(about.desktopName ?? `${app.name}.desktop`);
app.setAppPath(folder);
for (const file of requires) require(path.resolve(file));
require(path.join(folder, about.main));
