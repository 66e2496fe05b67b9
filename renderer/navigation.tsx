import { useSyncExternalStore } from 'react';
import type { DeskState } from '../electron/contract/desk.ts';
import { type SetupStart, shownSetup } from './connections/setup/setup-fields.ts';
import { isSettled } from './desk-store.ts';
import { IncidentCount } from './incidents/incident-count.tsx';
import { useServices } from './services.ts';
import { Icon } from './ui/icons.tsx';
import { useOneTabStop } from './ui/use-one-tab-stop.ts';

/** The places of the window. */
export type Place = 'units' | 'incidents' | 'identity' | 'console' | 'doctor';

const signedInPlaces: readonly Place[] = ['units', 'incidents', 'identity', 'console', 'doctor'];
const signedOutPlaces: readonly Place[] = ['units', 'doctor'];

/** The places that can be gone to: none during a set-up or while the session is not settled. */
export function offeredPlaces(state: DeskState | null, start: SetupStart | null): readonly Place[] {
  if (state === null || state.connection === null || !isSettled(state)) return [];
  if (shownSetup(start, state) !== null) return [];
  return state.session.phase === 'signed-in' ? signedInPlaces : signedOutPlaces;
}

/** The navigation between the places of the window, if there are any. */
export function Navigation({ state }: { readonly state: DeskState }) {
  const { t, place, setup, settingsOpen } = useServices();
  const isCovered = useSyncExternalStore(settingsOpen.subscribe, settingsOpen.get);
  const current = useSyncExternalStore(place.subscribe, place.get);
  const places = offeredPlaces(state, useSyncExternalStore(setup.subscribe, setup.get));
  const oneTabStop = useOneTabStop<HTMLElement>();
  if (places.length === 0) return null;
  const here = places.includes(current) ? current : 'units';
  return (
    <nav data-pane className="column navigation" aria-label={t('navigation.label')} {...oneTabStop}>
      {places.map((each) => (
        <button
          key={each}
          type="button"
          className="column navigation-item"
          aria-current={each === here && !isCovered ? 'page' : undefined}
          onClick={() => {
            settingsOpen.set(false);
            place.set(each);
          }}
        >
          <Icon name={each} />
          <span className="navigation-text">{t(`navigation.${each}`)}</span>
          {each === 'incidents' && <IncidentCount />}
        </button>
      ))}
    </nav>
  );
}
