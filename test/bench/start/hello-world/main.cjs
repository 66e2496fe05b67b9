'use strict';
// The least that shows a window with a word, the way the product shows its own.
const path = require('node:path');
const { app, BrowserWindow, protocol } = require('electron');

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const source = { type: 'directory', root: path.join(__dirname, 'page'), index: 'index.html' };
  protocol.registerSource('app', { routes: [{ match: { host: 'max-desk' }, source }] });
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('app://max-desk/index.html');
});
