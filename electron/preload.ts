import { contextBridge, ipcRenderer } from 'electron';
import type { Call, Desktop } from './contract.ts';

const call = (channel: Call) => (input?: unknown) => ipcRenderer.invoke(channel, input);

const desktop: Desktop = {
  getState: call('getState'),
  signIn: call('signIn'),
  cancelSignIn: call('cancelSignIn'),
  openSignInAgain: call('openSignInAgain'),
  copySignInLink: call('copySignInLink'),
  addAccount: call('addAccount'),
  switchAccount: call('switchAccount'),
  signOut: call('signOut'),
  signOutEverywhere: call('signOutEverywhere'),
  checkPastedToken: call('checkPastedToken'),
  usePastedToken: call('usePastedToken'),
  getToken: call('getToken'),
  getIdentity: call('getIdentity'),
  copyClaim: call('copyClaim'),
  copyToken: call('copyToken'),
  clearClipboard: call('clearClipboard'),
  listUnits: call('listUnits'),
  cachedUnits: call('cachedUnits'),
  cancelUnits: call('cancelUnits'),
  unitFields: call('unitFields'),
  followUnits: call('followUnits'),
  pauseLive: call('pauseLive'),
  watchUnits: call('watchUnits'),
  keepView: call('keepView'),
  saveViews: call('saveViews'),
  startExport: call('startExport'),
  exportRows: call('exportRows'),
  finishExport: call('finishExport'),
  cancelExport: call('cancelExport'),
  sendRequest: call('sendRequest'),
  cancelRequest: call('cancelRequest'),
  consoleBody: call('consoleBody'),
  saveConsoleBody: call('saveConsoleBody'),
  copyRequest: call('copyRequest'),
  consoleKept: call('consoleKept'),
  clearConsoleHistory: call('clearConsoleHistory'),
  keepFavourites: call('keepFavourites'),
  setSubscriptionKey: call('setSubscriptionKey'),
  changeSettings: call('changeSettings'),
  runDoctor: call('runDoctor'),
  copyDoctorReport: call('copyDoctorReport'),
  switchConnection: call('switchConnection'),
  changeConnection: call('changeConnection'),
  removeConnection: call('removeConnection'),
  openConnectionFile: call('openConnectionFile'),
  addConnection: call('addConnection'),
  exportConnection: call('exportConnection'),
  setupAnswers: call('setupAnswers'),
  checkConnection: call('checkConnection'),
  setUpConnection: call('setUpConnection'),
  acceptProposal: call('acceptProposal'),
  declineProposal: call('declineProposal'),
  exploreSimulator: call('exploreSimulator'),
  saveDiagnostics: call('saveDiagnostics'),
  reportPageError: call('reportPageError'),
  dismissTrouble: call('dismissTrouble'),
  on: (event, listener) => {
    // Electron's own event object stays here: it would hand the page a sender (R11).
    const wrapped = (_event: unknown, value: Parameters<typeof listener>[0]) => listener(value);
    ipcRenderer.on(event, wrapped);
    return () => void ipcRenderer.off(event, wrapped);
  },
};

contextBridge.exposeInMainWorld('desktop', desktop);
