'use strict';
// A window for a page that is measured without MAX Desk: electron page-window URL. The page may ask any host, with these headers.
const { app, BrowserWindow, session } = require('electron');

const { BENCH_USER_DATA, BENCH_WINDOW, BENCH_HEADERS } = process.env;
app.setPath('userData', BENCH_USER_DATA);
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const size = JSON.parse(BENCH_WINDOW);
  const window = new BrowserWindow({ ...size, show: false, webPreferences: { webSecurity: false } });
  window.once('ready-to-show', () => window.show());
  if (BENCH_HEADERS !== undefined) {
    session.defaultSession.webRequest.onBeforeSendHeaders(({ requestHeaders }, respond) =>
      respond({ requestHeaders: { ...requestHeaders, ...JSON.parse(BENCH_HEADERS) } }),
    );
  }
  void window.loadURL(process.argv.at(-1));
});
