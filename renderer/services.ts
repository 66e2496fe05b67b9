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

/** Created once in main.tsx; every screen may use it. */
export interface Services {
  readonly desktop: DesktopClient;
  readonly desk: DeskStore;
  readonly units: UnitStore;
  readonly list: UnitsList;
  readonly consoleStore: ConsoleStore;
  /** The current place in the window. */
  readonly place: Observable<Place>;
  readonly csv: UnitsExport;
  readonly lastUpdate: LastUpdate;
  /** Which panes around the table are open; kept until the page is unloaded. */
  readonly panes: Panes;
  readonly live: LiveFollow;
  /** Why the table's arrangement could not be saved. */
  readonly viewFailure: Observable<Failure | null>;
  /** The connection set-up while it is open, whatever the current place is. */
  readonly setup: Observable<SetupStart | null>;
  /** The initial text of the dialog for a pasted token, while it is open. */
  readonly pasting: Observable<string | null>;
  /** The text about the last action, while it is visible. */
  readonly toast: Observable<{ readonly text: string } | null>;
  /** The text of the one status region. */
  readonly status: Observable<string>;
}

/** Provides the services to the component tree. */
export const ServicesContext = createContext<Services | null>(null);

/** The services; throws outside the provider, which is a programming error. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices needs a ServicesContext');
  return services;
}
