import { useSyncExternalStore } from 'react';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';

/**
 * Leads to what the units of the current connection look like; there only for who may change the connection and is signed
 * in.
 * @param menu the id of the popover that closes then
 */
export function UnitsLookButton({ menu }: { readonly menu?: string }) {
  const { t, desk, setup } = useServices();
  const state = useSyncExternalStore(desk.state.subscribe, desk.state.get);
  if (!state?.connection || state.session.phase !== 'signed-in') return null;
  const { connection, managedConnections } = state;
  if (managedConnections.includes(connection.id)) return null;
  return (
    <Button
      kind="subtle"
      icon="columns"
      {...(menu && { opens: menu })}
      onClick={() => setup.set({ editing: connection, units: { chosen: null, failure: null } })}
    >
      {t('look.open')}
    </Button>
  );
}
