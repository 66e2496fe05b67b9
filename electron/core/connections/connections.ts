import type { ConnectionColor } from '../../contract/connections.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Failure } from '../../contract/failure.ts';
import { addressesOf } from '../connection/addresses.ts';
import { allows } from '../connection/allowed-hosts.ts';
import { connectionId } from '../connection/connection-ids.ts';
import { parseLearned } from '../connection/learned-reading.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { AppError, toFailure } from '../errors.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import type { ConnectionChoice, Workplace } from '../workplace.ts';
import { createAgreements } from './agreements.ts';
import { createConnectionList } from './connection-list.ts';
import { createShares, type Shared } from './connection-shares.ts';
import { createConsent } from './consent.ts';
import { createCurrentConnection } from './current-connection.ts';
import { forgetConnection } from './forget.ts';
import { createKeptConsent } from './kept-consent.ts';
import type { ConnectionText } from './known-connections.ts';

export interface OpenOptions {
  /** Whether to keep the file among the known ones. */
  remember: boolean;
  /** A key given at start, which is not stored. */
  subscriptionKey?: string | undefined;
}

interface Surroundings {
  /** The secret store of the operating system's user; created when first needed. */
  secrets: () => SealedStore;
  open: (choice: ConnectionChoice, shared: Shared) => Workplace;
  language: () => DeskState['locale'];
  /** Called before another connection becomes current. */
  onLeave: () => void;
  /** Called after every change of `state()`. */
  onChange: () => void;
}

export type Connections = ReturnType<typeof createConnections>;

/** The connections, and which one is current. Accounts stay signed in when another connection becomes current. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the list and the current connection
export function createConnections(
  {
    run,
    storage,
    policy,
    dialogs,
    firstPaint,
  }: Pick<DeskPorts, 'run' | 'storage' | 'policy' | 'dialogs' | 'firstPaint'>,
  { secrets, open, language, onLeave, onChange }: Surroundings,
) {
  const { hosts } = policy;
  const list = createConnectionList(storage.settings, run.log, policy.connections);
  const sharedBy = createShares(secrets, storage.ledgers, run.log);
  const current = createCurrentConnection((choice) => {
    onLeave();
    return open(choice, sharedBy(choice));
  });
  const consent = createConsent({
    confirm: dialogs.confirm,
    language,
    known() {
      const here = current.choice();
      // The simulator's ports are another program's after it.
      return [...list.kept(), ...(here && !here.simulated ? [here.connection] : [])];
    },
  });
  const agreements = createAgreements(secrets);
  /** Connections that the start named and nobody keeps: whoever starts the app decides. */
  const given = new Set<string>();
  const keptConsent = createKeptConsent({
    agreements,
    consent,
    secrets,
    isExempt({ connection, simulated }) {
      const id = connectionId(connection);
      return simulated || given.has(id) || list.isManaged(id);
    },
    painted: firstPaint.promise,
  });
  let problem: Failure | null = policy.problem ? toFailure(policy.problem) : null;

  /** Finds a known connection. Throws `configuration`. */
  function find(id: string): ConnectionChoice {
    const found = current.is(id) ? current.choice() : list.find(id);
    if (found) return found;
    throw new AppError('configuration', 'This connection is not known any more.', {
      hint: 'Open its connection file again.',
    });
  }

  /**
   * Makes a connection current, known or not, and restores its session; asks before, where it may have been changed. Never
   * waits for the network. Throws `managed` if the organisation does not allow its hosts, `policy`, `storage`. The state
   * changes before anything is awaited: the user may close the window as soon as it shows the connection.
   */
  async function use(choice: ConnectionChoice): Promise<void> {
    hosts.assertConnection(choice.connection);
    problem = null;
    const workplace = current.take(choice);
    try {
      list.noteUse(choice);
    } finally {
      // If the disk refuses, the error is reported, but the connection can still be used.
      onChange();
      const mayTakeUp = await keptConsent.mayTakeUp(choice);
      if (current.workplace() === workplace) await workplace.restore(mayTakeUp);
    }
  }

  /** Shows why no (other) connection could be opened. */
  function report(failure: unknown): void {
    problem = toFailure(failure);
    onChange();
  }

  async function take(file: ConnectionText, { remember, subscriptionKey }: OpenOptions): Promise<string> {
    const { text, connection } = parseLearned(file.text, file.origin || 'The connection', list.kept());
    hosts.assertConnection(connection);
    // Whatever leads here: a connection is kept only after somebody has agreed to its addresses.
    if (remember) await consent.ask({ use: connection.name }, addressesOf(connection));
    else given.add(connectionId(connection));
    try {
      if (remember) {
        list.keep({ ...file, text }, connection);
        agreements.note(connection);
      }
    } finally {
      await use({ connection, origin: file.origin, simulated: false, subscriptionKey });
    }
    return connectionId(connection);
  }

  /** Throws `managed` for a connection of the organisation. */
  function assertOwn(id: string): void {
    if (!list.isManaged(id)) return;
    throw new AppError('managed', 'This connection comes from your organisation.', {
      details: { key: 'connections', file: find(id).origin ?? '' },
    });
  }

  /** Forgets a connection and all data of its accounts (R28). Throws `configuration`, `managed`, `storage`. */
  async function remove(id: string): Promise<void> {
    assertOwn(id);
    const choice = find(id);
    const wasCurrent = current.is(id);
    if (wasCurrent) current.leave();
    // While the list still has the connection.
    await forget(choice);
    await agreements.remove(choice.connection);
    try {
      list.remove(choice);
    } finally {
      const next = list.all().find(({ connection }) => allows(hosts, connection));
      if (wasCurrent && !current.workplace() && next) await use(next);
      else onChange();
    }
  }

  async function forget(choice: ConnectionChoice): Promise<void> {
    const id = connectionId(choice.connection);
    const here = current.choice();
    const others = [...list.all(), ...(here ? [here] : [])].filter(
      (other) => other.simulated === choice.simulated && connectionId(other.connection) !== id,
    );
    current.removeGivenKey(id);
    await forgetConnection(choice.connection, {
      ...sharedBy(choice),
      others: others.map(({ connection }) => connection),
    });
  }

  return {
    state(): Pick<DeskState, 'connection' | 'connections' | 'connectionProblem' | 'managedConnections'> {
      const here = current.choice();
      return {
        connection: here ? list.summary(here) : null,
        connections: list.all().map(list.summary),
        managedConnections: policy.connections.map(({ connection }) => connectionId(connection)),
        connectionProblem: problem,
      };
    },
    current: current.workplace,
    /** The connections whose sign-ins may be used without asking, the current one first. */
    async reachable() {
      const here = current.choice();
      const others = list.all().filter(({ connection }) => !current.is(connectionId(connection)));
      const found = await Promise.all(
        [...(here ? [here] : []), ...others].map(async (choice) => {
          const mayUse = allows(hosts, choice.connection) && (await keptConsent.isAgreed(choice));
          return mayUse ? [{ choice, shared: sharedBy(choice) }] : [];
        }),
      );
      return found.flat();
    },
    use,
    report,
    find,
    kept: list.kept,
    consent,
    /** To be called before somebody signs in or gives a key. Throws as `Consent.ask`. */
    async assertAgreed(): Promise<void> {
      const here = current.choice();
      if (here) await keptConsent.assertAgreed(here);
    },
    /** Whether some can be read only by another version of the app. */
    hasForeign: list.hasForeign,
    remove,
    /**
     * Opens the text of a connection file. If that fails, only `connectionProblem` in the state changes; nothing does if
     * the user declines.
     */
    async open(file: ConnectionText, options: OpenOptions): Promise<void> {
      try {
        await take(file, options);
      } catch (error) {
        if (toFailure(error).code !== 'cancelled') report(error);
      }
    },

    /**
     * Keeps a connection file and makes it current. `replaces` is the id of the connection that it replaces, whose own
     * data is forgotten (R28). Throws `cancelled` and changes nothing if the user does not agree to its addresses,
     * `configuration` if the file is invalid, `managed` if the organisation does not allow it, `storage`.
     */
    async add(file: ConnectionText, replaces?: string): Promise<void> {
      if (replaces !== undefined) assertOwn(replaces);
      const old = replaces === undefined ? undefined : find(replaces);
      const color = old && list.summary(old).color;
      const id = await take(file, { remember: true });
      if (!old || replaces === undefined || color === undefined || replaces === id) return;
      list.paint(find(id), color);
      await remove(replaces);
    },

    /** Opens the known connection that was used last, if any. */
    async openLast({ subscriptionKey }: Pick<OpenOptions, 'subscriptionKey'>): Promise<void> {
      const last = list.last();
      if (last) await use({ ...last, subscriptionKey });
    },

    /** Throws `configuration` for an unknown id, `storage`. */
    async switchTo(id: string): Promise<void> {
      if (!current.is(id)) await use(find(id));
    },

    /** Throws `configuration`, `storage`. */
    paint(id: string, color: ConnectionColor): void {
      try {
        list.paint(find(id), color);
      } finally {
        onChange();
      }
    },

    /** Removes a key given at start, so that it does not replace one typed in later. */
    removeGivenKey: ({ id }: Workplace) => current.removeGivenKey(id),
    close: current.close,
  };
}
