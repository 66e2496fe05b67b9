'use strict';
// Loaded with -r into the main process of whatever is measured: tells the bench what happens, and does what it asks for.
const childProcess = require('node:child_process');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { app, BrowserWindow, contentTracing, dialog, Menu, safeStorage, shell } = require('electron');

const { BENCH_APP, BENCH_USER_DATA, BENCH_PAINTED } = process.env;
app.setPath('userData', BENCH_USER_DATA);
// The app sees what `electron APP [ARGUMENT]…` would give it.
process.argv.splice(1, process.argv.indexOf(BENCH_APP) - 1);

const tell = (message) => process.send(message);

app.on('browser-window-created', (_event, window) => {
  window.once('show', () => tell({ event: 'shown', at: Date.now() }));
  window.webContents.once('did-navigate', () => {
    if (BENCH_PAINTED === undefined) return;
    // In the frame at once: the contents would wait until the page has loaded. A document that goes meanwhile paints nothing.
    window.webContents.mainFrame
      .executeJavaScript(`(${painted})(${JSON.stringify(BENCH_PAINTED)})`)
      .then((at) => tell({ event: 'painted', at }))
      .catch(() => undefined);
  });
});
shell.openExternal = async (url) => tell({ event: 'opened', url });
// On Linux the app starts the system's program itself.
const { spawn } = childProcess;
childProcess.spawn = (program, args, options) => {
  if (program !== 'xdg-open') return spawn(program, args, options);
  // A page of this computer that leads to the address: the bench's browser follows it.
  tell({ event: 'opened', url: args[0] });
  return spawn('true', [], options);
};

/** The time of the first paint with such an element, ms since 1970. Runs in the page. */
function painted(selector) {
  return new Promise((resolve) => {
    // In the task after each frame: what is there has been painted, also what came when the frame had been laid out.
    const next = () => requestAnimationFrame(() => setTimeout(look));
    const look = () => {
      if (document.querySelector(selector) === null) next();
      else resolve(performance.timeOrigin + performance.now());
    };
    next();
  });
}

const delay = monitorEventLoopDelay({ resolution: 5 });
const orders = {
  page: (code) => BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(code),
  processes: () =>
    app
      .getAppMetrics()
      .map(({ pid, type, serviceName, name }) => ({ pid, kind: serviceName ?? name ?? type })),
  /** Bytes of JavaScript objects after a collection. */
  heap() {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    return process.memoryUsage().heapUsed;
  },
  /** The longest time in which nothing else could run, since it was asked last, ms. */
  stall() {
    const { max } = delay;
    delay.reset();
    delay.enable();
    return max / 1e6;
  },
  /** Records the tasks of every thread until it is asked for them; `recorded` resolves to the file with them. */
  async record() {
    await app.whenReady();
    const categories = { included_categories: ['toplevel'], excluded_categories: ['*'] };
    await contentTracing.startRecording({ ...categories, trace_buffer_size_in_kb: 400_000 });
  },
  recorded: () => contentTracing.stopRecording(),
  /** What the system's secret store has wrapped, as the app has it done. */
  unwrapped: (wrapped) => safeStorage.decryptString(Buffer.from(wrapped, 'base64')),
  /** Whoever is asked where to save says this. */
  saveAs(filePath) {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  },
  /** Chooses an item of the application menu by its id. */
  choose: (item) => Menu.getApplicationMenu().getMenuItemById(item).click(),
  quit: () => setTimeout(() => app.quit()),
};
process.on('message', async ({ id, order, argument }) => {
  try {
    const value = await orders[order](argument);
    tell({ id, value: order === 'quit' ? undefined : value });
  } catch (error) {
    tell({ id, error: String(error) });
  }
});
// A bench that has gone leaves no window behind.
process.on('disconnect', () => app.exit());
