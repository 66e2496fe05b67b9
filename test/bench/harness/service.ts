/** The simulated service in a process of its own, so that its work is not taken for that of what is measured. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import type { ConnectionFile, Faults, SimulatorOptions } from '../../../electron/simulator/index.ts';
import { cpuSeconds } from './processes.ts';

export interface Service {
  connection: ConnectionFile;
  subscriptionKey: string;
  username: string;
  password: string;
  /** Changes what goes wrong there, or does something to the hub's connections. */
  tell(order: Order): void;
  /** What its hub has sent so far. */
  sent(): Promise<Sent>;
  /** CPU seconds that its process has used; undefined where that cannot be told. */
  cpu(): number | undefined;
  stop(): void;
}

export interface Sent {
  events: number;
  /** When each probe was sent, ms since 1970. */
  probes: number[];
}

/**
 * What another process can be told. A probe is an event that says when it was sent: the status of that unit is "sent 1750000000000"
 * several times a second; null ends that.
 */
export type Order = { faults: Partial<Faults> } | { probe: string | null } | 'disconnect' | 'expire' | 'sent';

/** What can be told to another process. */
export type ServiceOptions = Pick<
  SimulatorOptions,
  'units' | 'pageSize' | 'accessTokenSeconds' | 'eventsPerSecond'
>;

/** @param yields whoever is measured gets a core first: the service stands for another computer */
export function startService(options: ServiceOptions, { yields = false } = {}): Promise<Service> {
  const child = fork(path.join(import.meta.dirname, 'service-process.ts'), [JSON.stringify(options)]);
  if (yields && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
    child.once('message', (told) =>
      resolve({
        ...(told as Omit<Service, 'stop' | 'tell' | 'sent' | 'cpu'>),
        tell: (order) => void child.send(order),
        sent: async () => {
          const answer = once(child, 'message');
          child.send('sent');
          return (await answer)[0] as Sent;
        },
        cpu: () => (child.pid === undefined ? undefined : cpuSeconds(child.pid)),
        stop: () => void child.kill(),
      }),
    );
  });
}
