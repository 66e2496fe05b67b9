import { Menu } from 'electron';

/** macOS needs a menu for the editing shortcuts; elsewhere Electron's default one would only offer developer's tools. */
export function setApplicationMenu(): void {
  const mac = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const;
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([...mac]) : null);
}
