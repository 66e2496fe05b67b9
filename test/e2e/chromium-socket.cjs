'use strict';
// Replaces Electron 45's net.WebSocket on 33 in specs that ask for it, with a WebSocket of a hidden page in the same
// session. So it uses Chromium's network stack with the session's proxy and the proxy credentials.
const electron = require('electron');

const page = `
  const events = [];
  let wake = () => {};
  const tell = (event) => { events.push(event); wake(); };
  globalThis.next = async () => {
    while (events.length === 0) await new Promise((resolve) => { wake = resolve; });
    return events.shift();
  };
  globalThis.connect = (url) => {
    globalThis.socket = new WebSocket(url);
    socket.onopen = () => tell({ type: 'open' });
    socket.onmessage = ({ data }) => tell({ type: 'message', data });
    socket.onerror = () => tell({ type: 'error' });
    socket.onclose = ({ code, reason, wasClean }) => tell({ type: 'close', code, reason, wasClean });
  };
  undefined;
`;

class ChromiumSocket extends EventTarget {
  readyState = 0;
  binaryType = 'arraybuffer';
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose = null;
  constructor(url, { headers, session }) {
    super();
    const filter = { urls: [url.replace(/\?.*/, '*')] };
    session.webRequest.onBeforeSendHeaders(filter, ({ requestHeaders }, answer) =>
      answer({ requestHeaders: { ...requestHeaders, ...headers } }),
    );
    this.view = new electron.WebContentsView({ webPreferences: { session, sandbox: true } });
    void this.run(url);
  }
  async run(url) {
    await this.view.webContents.loadURL('about:blank');
    await this.do(page);
    await this.do(`connect(${JSON.stringify(url)})`);
    for (let type = ''; type !== 'close'; ) {
      const event = await this.do('next()');
      ({ type } = event);
      this.readyState = { open: 1, close: 3 }[type] ?? this.readyState;
      this[`on${type}`]?.(event);
      const { type: _, ...facts } = event;
      this.dispatchEvent(Object.assign(new Event(type), facts));
    }
    this.view.webContents.close();
  }
  do(code) {
    return this.view.webContents.executeJavaScript(code);
  }
  send(data) {
    void this.do(`socket.send(${JSON.stringify(data)})`);
  }
  close() {
    this.readyState = Math.max(this.readyState, 2);
    void this.do('globalThis.socket?.close()');
  }
}

if (process.versions.electron.startsWith('33.'))
  Object.defineProperty(electron.net, 'WebSocket', { value: ChromiumSocket });
