import { useSyncExternalStore } from 'react';
import type { DeskState } from '../electron/contract/desk.ts';
import { shownSetup } from './connections/setup/setup-fields.ts';
import { isSettled } from './desk-store.ts';
import { useServices } from './services.ts';
import { Icon } from './ui/icons.tsx';
import { useOneTabStop } from './ui/use-one-tab-stop.ts';

/** The places of the window. */
export type Place = 'units' | 'identity' | 'console' | 'doctor';

const signedInPlaces: readonly Place[] = ['units', 'identity', 'console', 'doctor'];
const signedOutPlaces: readonly Place[] = ['units', 'doctor'];

/** The navigation between the places of the window: none during a set-up or while the session is not settled. */
export function Navigation({ state }: { readonly state: DeskState }) {
  const { t, place, setup } = useServices();
  const current = useSyncExternalStore(place.subscribe, place.get);
  const isSettingUp = shownSetup(useSyncExternalStore(setup.subscribe, setup.get), state) !== null;
  const oneTabStop = useOneTabStop<HTMLElement>();
  if (isSettingUp || state.connection === null || !isSettled(state)) return null;
  const places = state.session.phase === 'signed-in' ? signedInPlaces : signedOutPlaces;
  const here = places.includes(current) ? current : 'units';
  return (
    <nav className="column navigation" aria-label={t('navigation.label')} {...oneTabStop}>
      {places.map((each) => (
        <button
          key={each}
          type="button"
          className="column navigation-item"
          aria-current={each === here ? 'page' : undefined}
          onClick={() => place.set(each)}
        >
          <Icon name={each} />
          <span className="navigation-text">{t(`navigation.${each}`)}</span>
        </button>
      ))}
    </nav>
  );
}
