import { createContext, useContext } from 'react';
import type { SetupStart } from './connections/setup/setup-fields.ts';
import type { Desk } from './desk.ts';
import type { DesktopClient } from './desktop.ts';
import type { Place } from './navigation.tsx';
import type { Observable } from './observable.ts';
import type { UnitStore } from './units/unit-store.ts';
import type { UnitsList } from './units/units-list.ts';

/** What main.tsx builds once and every screen may use. */
export interface Services {
  readonly desktop: DesktopClient;
  readonly desk: Desk;
  readonly units: UnitStore;
  readonly list: UnitsList;
  /** Where in the window the person is. */
  readonly place: Observable<Place>;
  /** The set-up of a connection while it is open, over whatever the place is. */
  readonly setup: Observable<SetupStart | null>;
  /** The text of the one status region. */
  readonly status: Observable<string>;
}

/** Carries the services down the tree. */
export const ServicesContext = createContext<Services | null>(null);

/** The services; throws outside of the provider, which is a mistake in the code. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices needs a ServicesContext');
  return services;
}
