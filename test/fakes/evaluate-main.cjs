'use strict';
// Evaluates files of main's bundle under plain Node; Electron is replaced by an object that accepts every call.
const Module = require('node:module');

// An arrow function, because a proxy would have to return another function's real `prototype`.
const anything = new Proxy(() => undefined, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => '' : anything),
  apply: () => anything,
});
const names = [
  'app',
  'BrowserWindow',
  'clipboard',
  'dialog',
  'ipcMain',
  'Menu',
  'nativeImage',
  'nativeTheme',
  'net',
];
names.push('Notification', 'powerMonitor', 'protocol', 'safeStorage', 'session', 'shell', 'Tray');
const electron = Object.fromEntries(names.map((name) => [name, anything]));
const load = Module._load;
Module._load = (name, ...rest) => (/^electron(\/|$)/.test(name) ? electron : load(name, ...rest));

for (const file of process.argv.slice(2)) require(file);
process.exit();
