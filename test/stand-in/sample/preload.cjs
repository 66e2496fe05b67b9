'use strict';
const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('sample', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  on: (listener) => {
    const wrapped = (_event, kind, value) => listener(kind, value);
    ipcRenderer.on('event', wrapped);
    return () => void ipcRenderer.off('event', wrapped);
  },
});
