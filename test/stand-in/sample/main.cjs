'use strict';
// A small app that uses Electron the way MAX Desk does, for the stand-in's own specs. It runs on Electron too.
const path = require('node:path');
const electron = require('electron');
const {
  app,
  BrowserWindow,
  clipboard,
  ipcMain,
  Menu,
  nativeImage,
  Notification,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
} = electron;

const origin = 'app://max-desk';
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";
let tray;

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

function isTrusted(event) {
  const frame = event.senderFrame;
  return frame !== null && !frame.detached && frame.parent === null && frame.origin === origin;
}

function createWindow(preferences = {}) {
  const window = new BrowserWindow({
    width: 900,
    height: 600,
    show: false,
    webPreferences: { preload: path.join(__dirname, 'preload.cjs'), spellcheck: false, ...preferences },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.ipc.handle('scoped', (event) => ({ trusted: isTrusted(event), of: 'contents' }));
  void window.loadURL(`${origin}/index.html`);
  return window;
}

function push(kind, value) {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send('event', kind, value);
}

app.on('web-contents-created', (_event, contents) => {
  contents.setWindowOpenHandler(({ url }) => {
    console.log('refused window', url);
    return { action: 'deny' };
  });
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    contents.on(name, (event) => {
      if (event.url.startsWith(`${origin}/`)) return;
      console.log('refused', name, event.url);
      event.preventDefault();
    });
  }
});

// Cleans up before it ends: prevents the first will-quit, as one does to await something.
let clean = false;
app.on('before-quit', () => console.log('event before-quit'));
app.on('will-quit', (event) => {
  console.log('event will-quit');
  if (clean) return;
  event.preventDefault();
  setTimeout(() => {
    clean = true;
    app.quit();
  }, 10);
});
app.on('quit', () => console.log('event quit'));
app.on('window-all-closed', () => {
  console.log('event window-all-closed');
  app.quit();
});

ipcMain.handle('scoped', () => 'never reached: the contents have their own');
ipcMain.handle('echo', (_event, ...args) => args);
ipcMain.handle('fail', () => {
  throw new TypeError('boom');
});
ipcMain.handle('sender', (event) => ({
  trusted: isTrusted(event),
  origin: event.senderFrame.origin,
  url: event.senderFrame.url,
  isChild: event.senderFrame.parent !== null,
}));
ipcMain.handle('encrypt', async (_event, text) =>
  (await safeStorage.encryptStringAsync(text)).toString('base64'),
);
ipcMain.handle('decrypt', (_event, base64) => safeStorage.decryptStringAsync(Buffer.from(base64, 'base64')));
ipcMain.handle('fetch', async (_event, url, init) => {
  const response = await session.fromPartition('api').fetch(url, init);
  return { status: response.status, body: await response.text() };
});
ipcMain.handle('open', (_event, url) => shell.openExternal(url));
ipcMain.handle('arguments', () => process.argv.slice(2));

function start() {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.on('will-download', (event) => {
    console.log('refused download');
    event.preventDefault();
  });
  const headers = { 'Content-Security-Policy': csp, 'X-Content-Type-Options': 'nosniff' };
  const source = { type: 'directory', root: path.join(__dirname, 'page'), index: 'index.html', headers };
  protocol.registerSource('app', { routes: [{ match: { host: 'max-desk' }, source }] });
  tray = new Tray(nativeImage.createEmpty());
  tray.setContextMenu(
    Menu.buildFromTemplate([
      {
        label: 'Copy greeting',
        click: async () => {
          await clipboard.writeText('hello');
          new Notification({ title: 'Copied', body: 'The greeting' }).show();
        },
      },
      { type: 'separator' },
      { label: 'Quit', role: 'quit' },
    ]),
  );
  electron.powerMonitor.on('resume', () => push('resume'));
  createWindow();
}

if (app.requestSingleInstanceLock({ started: 'again' })) {
  app.on('second-instance', (_event, argv, _directory, data) =>
    push('second-instance', [argv.at(-1), data.started]),
  );
  void app.whenReady().then(start);
} else {
  clean = true;
  app.quit();
}

module.exports = { createWindow };
