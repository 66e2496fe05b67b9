import { useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';
import { ReportDialog } from '../units/report/report-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { Palette } from './palette.tsx';
import { RowMenu } from './row-menu.tsx';
import { useApplicationMenu } from './use-application-menu.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** What the actions need of the window: the menu, the keys, and the dialogs that list them. */
export function ActionLayer() {
  const { lookup, rowMenu } = useServices();
  const row = useSyncExternalStore(rowMenu.subscribe, rowMenu.get);
  const shown = useSyncExternalStore(lookup.subscribe, lookup.get);
  useApplicationMenu();
  useShortcuts();
  const close = () => lookup.set(null);
  if (row !== null) return <RowMenu request={row} onClose={() => rowMenu.set(null)} />;
  if (shown === 'palette') return <Palette onClose={close} />;
  if (shown === 'report') return <ReportDialog onClose={close} />;
  return shown === 'keys' ? <KeysDialog onClose={close} /> : null;
}
