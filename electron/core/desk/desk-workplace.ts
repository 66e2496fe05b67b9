import type { DeskState } from '../../contract/desk.ts';
import { browserHosts } from '../connection/connection-file.ts';
import type { Shared } from '../connections/connection-shares.ts';
import { AppError } from '../errors.ts';
import { type ConnectionChoice, createWorkplace, nobody, type Workplace } from '../workplace.ts';
import type { DeskPorts } from './desk-ports.ts';

export interface WorkplaceOpenerParts extends Pick<DeskPorts, 'run' | 'ways' | 'send' | 'firstPaint'> {
  notify: DeskPorts['desktop']['notify'];
  language: () => DeskState['locale'];
  current: () => Workplace | undefined;
  /** Called when something that the current workplace shows has changed. */
  onChange: () => void;
}

/** Opens workplaces. Only the current one sends events to the page; one that was left stays silent. */
export function createWorkplaceOpener(parts: WorkplaceOpenerParts) {
  const { run, ways, send } = parts;
  return (choice: ConnectionChoice, shared: Shared): Workplace => {
    const isCurrent = () => parts.current() === next;
    const next: Workplace = createWorkplace(choice, {
      ...run,
      ...ways,
      ...shared,
      notify: parts.notify,
      browser: (url) => ways.browser(url, browserHosts(choice.connection)),
      language: parts.language,
      painted: parts.firstPaint?.promise,
      onChange: () => isCurrent() && parts.onChange(),
      onPage: (page) => isCurrent() && send('unitsPage', page),
      onUpdates: (updates) => isCurrent() && send('unitUpdates', { updates }),
    });
    return next;
  };
}

/** Throws `configuration` if there is no connection. */
export function connected(here: Workplace | undefined): Workplace {
  if (here) return here;
  throw new AppError('configuration', 'There is no connection yet.', {
    hint: 'Open a connection file first.',
  });
}

/** The part of the window's state that comes from the workplace, with defaults if there is none. */
export function workplaceState(here: Workplace | undefined) {
  return {
    subscriptionKey: here?.hasSubscriptionKey() ? 'set' : 'missing',
    session: here?.session.state() ?? nobody,
    persistence: here?.store.persistence() ?? { kind: 'encrypted' },
    live: here?.live.state() ?? { phase: 'off', since: 0, problem: null },
    watched: [...(here?.watch.watched() ?? [])],
  } satisfies Partial<DeskState>;
}

/** Nothing must interrupt a sign-in. */
export function isSigningIn(here: Workplace | undefined): boolean {
  const phase = here?.session.state().phase;
  return phase === 'starting' || phase === 'waiting' || phase === 'completing';
}
