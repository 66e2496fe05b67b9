'use strict';
// Loaded into the main process with -r, without the app's knowledge. Records what Electron does not expose, and
// isolates tests from the desktop: no system browser opens, and no keyring is used.
const electron = require('electron');

const { E2E_USER_DATA, E2E_APP, E2E_SAFE_STORAGE, E2E_POLICY, E2E_REAL_BROWSER, E2E_SWITCHES } = process.env;
if (process.env.E2E_CHROMIUM_SOCKETS) require('./chromium-socket.cjs');
// Not with --user-data-dir, because not every Electron version respects that switch.
if (E2E_USER_DATA) electron.app.setPath('userData', E2E_USER_DATA);
// The app gets the arguments of `electron <app> <arguments>`, without the test runner's switches.
if (E2E_APP) process.argv.splice(1, process.argv.indexOf(E2E_APP) - 1);

// Chromium's switches; Playwright passes only the app's arguments.
for (const [name, value] of Object.entries(JSON.parse(E2E_SWITCHES ?? '{}')))
  electron.app.commandLine.appendSwitch(name, value);

const hook = {
  trayMenu: null,
  trayTooltip: '',
  notifications: [],
  opened: [],
  questions: [],
  nextOpened,
  menuEntries,
  setSafeStorage,
  runOnce,
};
globalThis.__e2e = hook;

const runs = new Map();
/** Runs the source of a function; asked again with the same id it gives the same outcome, without running it again. */
function runOnce({ id, source, argument }) {
  let run = runs.get(id);
  if (!run) {
    // In a turn of its own: the debugger may interrupt the app in the middle of anything, loading a module of Node included.
    run = new Promise((resolve) => setImmediate(resolve)).then(() =>
      new Function(`return ${source}`)()(electron, argument),
    );
    // Whoever asked hears of it, now or when asking again.
    run.catch(() => {});
    runs.set(id, run);
  }
  return run;
}

const { setContextMenu } = electron.Tray.prototype;
electron.Tray.prototype.setContextMenu = function (menu) {
  hook.trayMenu = menu;
  return setContextMenu.call(this, menu);
};
const { setToolTip } = electron.Tray.prototype;
electron.Tray.prototype.setToolTip = function (text) {
  hook.trayTooltip = text;
  return setToolTip.call(this, text);
};
electron.Notification.prototype.show = function () {
  hook.notifications.push({ title: this.title, body: this.body });
};
// On Linux the app sends notifications itself, over D-Bus.
const { write } = require('node:net').Socket.prototype;
require('node:net').Socket.prototype.write = function (bytes, ...rest) {
  const notice = Buffer.isBuffer(bytes) ? noticeIn(bytes) : undefined;
  if (notice) hook.notifications.push(notice);
  return write.call(this, bytes, ...rest);
};
/** Parses D-Bus's call `Notify`; its first arguments are the app's name, a number, an icon, the title and the body. */
function noticeIn(bytes) {
  if (!bytes.includes('\0Notify\0')) return undefined;
  let at = 16 + bytes.readUInt32LE(12);
  const align = (to) => {
    at = Math.ceil(at / to) * to;
  };
  const text = () => {
    align(4);
    const start = at + 4;
    const end = start + bytes.readUInt32LE(at);
    at = end + 1;
    return bytes.toString('utf8', start, end);
  };
  align(8);
  text();
  align(4);
  at += 4;
  text();
  return { title: text(), body: text() };
}

let wake = () => {};
function opened(url) {
  hook.opened.push(url);
  wake();
}
electron.shell.openExternal = async (url) => opened(url);
// On Linux the app starts xdg-open itself. A spec may replace that with its own.
if (!E2E_REAL_BROWSER) {
  const childProcess = require('node:child_process');
  const { spawn } = childProcess;
  childProcess.spawn = (program, args, options) => {
    if (program !== 'xdg-open') return spawn(program, args, options);
    void handedOver(args[0]).then(opened);
    return spawn('true', [], options);
  };
}
/** The address that the program's page leads to; that of the argument if it is no such page. */
function handedOver(url) {
  if (!/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/.test(url)) return Promise.resolve(url);
  return new Promise((resolve) => {
    require('node:http').get(url, (response) => resolve(response.resume().headers.location));
  });
}
let handedOn = 0;
/** Waits for the next URL that is opened. */
async function nextOpened() {
  while (handedOn === hook.opened.length) {
    await new Promise((resolve) => {
      wake = resolve;
    });
  }
  return hook.opened[handedOn++];
}

function menuEntries(menu) {
  if (!menu) return [];
  return menu.items.map((item) => ({
    id: item.id ?? '',
    label: item.label,
    type: item.type,
    enabled: item.enabled,
    visible: item.visible,
    checked: item.checked,
    submenu: menuEntries(item.submenu),
  }));
}

const state = { backend: 'keyring', unlock: () => {}, unlocked: Promise.resolve() };
/** Replaces Electron's methods with ones that simulate this secret store. */
function setSafeStorage(backend) {
  state.backend = backend;
  state.unlock();
  state.unlocked = new Promise((resolve) => {
    state.unlock = resolve;
  });
  Object.assign(electron.safeStorage, fakeSafeStorage);
}

async function usableBackend() {
  while (state.backend === 'locked') await state.unlocked;
  if (state.backend === 'locked-refusing') throw new Error('Encryption is temporarily unavailable.');
  if (state.backend === 'unavailable') throw new Error('Encryption is not available.');
  return state.backend;
}

const fakeSafeStorage = {
  isAsyncEncryptionAvailable: async () => {
    while (state.backend === 'locked') await state.unlocked;
    return state.backend === 'keyring' || state.backend === 'basic_text';
  },
  encryptStringAsync: async (text) => {
    const prefix = (await usableBackend()) === 'keyring' ? 'v11' : 'v10';
    return Buffer.from(prefix + Buffer.from(text).toString('base64'));
  },
  decryptStringAsync: async (encrypted) => {
    const backend = await usableBackend();
    const prefix = encrypted.toString('latin1', 0, 3);
    if (prefix === 'v11' && backend !== 'keyring') throw new Error('Error while decrypting the ciphertext.');
    const result = Buffer.from(encrypted.toString('latin1', 3), 'base64').toString();
    return { result, shouldReEncrypt: prefix === 'v10' && backend === 'keyring' };
  },
  getSelectedStorageBackend: () =>
    ['keyring', 'locked', 'locked-refusing'].includes(state.backend) ? 'gnome_libsecret' : 'basic_text',
};

if (E2E_SAFE_STORAGE) setSafeStorage(E2E_SAFE_STORAGE);
if (E2E_POLICY) showPolicy(E2E_POLICY);

/** The app reads this file as the organisation's policy on Linux, as if root had written it. */
function showPolicy(file) {
  const fs = require('node:fs');
  const root = { uid: 0, mode: 0o644 };
  const { statSync, openSync, fstatSync } = fs;
  let descriptor;
  fs.statSync = (name, ...rest) => (name === '/etc/max-desk' ? root : statSync(name, ...rest));
  fs.openSync = (name, ...rest) => {
    if (name !== '/etc/max-desk/policy.json') return openSync(name, ...rest);
    descriptor = openSync(file, 'r');
    return descriptor;
  };
  fs.fstatSync = (given, ...rest) => (given === descriptor ? root : fstatSync(given, ...rest));
}

// At its end Node waits for the debugger, which leaves when it reads this line. Node writes it once: into a full pipe, as
// after the many complaints of a Chromium whose helpers were killed, it is lost, and both would wait for ever.
process.on('exit', () => {
  const { writeSync } = require('node:fs');
  for (;;) {
    try {
      writeSync(2, '\nWaiting for the debugger to disconnect...\n');
      return;
    } catch (error) {
      if (error.code !== 'EAGAIN') return;
    }
  }
});
