import { createContext, useContext } from 'react';
import type { Failure } from '../electron/contract.ts';
import type { Desk } from './desk.ts';
import type { DesktopClient } from './desktop.ts';
import type { Observable } from './observable.ts';
import type { LiveFollow } from './units/live-follow.ts';
import type { UnitStore } from './units/unit-store.ts';
import type { UnitsList } from './units/units-list.ts';

/** What main.tsx builds once and every screen may use. */
export interface Services {
  readonly desktop: DesktopClient;
  readonly desk: Desk;
  readonly units: UnitStore;
  readonly list: UnitsList;
  readonly live: LiveFollow;
  /** Why the arrangement of the table could not be kept. */
  readonly viewFailure: Observable<Failure | null>;
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
