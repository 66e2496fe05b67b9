import { createContext, useContext } from 'react';
import type { Failure } from '../electron/contract/failure.ts';
import type { SetupStart } from './connections/setup/setup-fields.ts';
import type { DeskStore } from './desk-store.ts';
import type { DesktopClient } from './desktop.ts';
import type { Place } from './navigation.tsx';
import type { Observable } from './observable.ts';
import type { UnitsExport } from './units/export/units-export.ts';
import type { LastUpdate } from './units/live/last-update.ts';
import type { LiveFollow } from './units/live/live-follow.ts';
import type { UnitsList } from './units/loading/units-list.ts';
import type { Panes } from './units/panes.ts';
import type { UnitStore } from './units/table/unit-store.ts';
import type { ConsoleStore } from './workbench/console-store.ts';

/** What main.tsx builds once and every screen may use. */
export interface Services {
  readonly desktop: DesktopClient;
  readonly desk: DeskStore;
  readonly units: UnitStore;
  readonly list: UnitsList;
  readonly consoleStore: ConsoleStore;
  /** Where in the window the person is. */
  readonly place: Observable<Place>;
  readonly csv: UnitsExport;
  readonly lastUpdate: LastUpdate;
  /** Which parts around the table are unfolded; kept until the end of the run. */
  readonly panes: Panes;
  readonly live: LiveFollow;
  /** Why the arrangement of the table could not be kept. */
  readonly viewFailure: Observable<Failure | null>;
  /** The set-up of a connection while it is open, over whatever the place is. */
  readonly setup: Observable<SetupStart | null>;
  /** What the dialog for a pasted token begins with, while it is open. */
  readonly pasting: Observable<string | null>;
  /** What was just done, while it is in sight. */
  readonly toast: Observable<{ readonly text: string } | null>;
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
