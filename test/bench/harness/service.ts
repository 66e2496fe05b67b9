/** The simulated service in a process of its own, so that its work is not taken for that of what is measured. */
import { fork } from 'node:child_process';
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
  /** CPU seconds that its process has used; undefined where that cannot be told. */
  cpu(): number | undefined;
  stop(): void;
}

/** What another process can be told. */
export type Order = { faults: Partial<Faults> } | 'drop' | 'expire';

/** What can be told to another process. */
export type ServiceOptions = Pick<
  SimulatorOptions,
  'units' | 'pageSize' | 'accessTokenSeconds' | 'eventsPerSecond'
>;

export function startService(options: ServiceOptions): Promise<Service> {
  const child = fork(path.join(import.meta.dirname, 'service-process.ts'), [JSON.stringify(options)]);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
    child.once('message', (told) =>
      resolve({
        ...(told as Omit<Service, 'stop' | 'tell' | 'cpu'>),
        tell: (order) => void child.send(order),
        cpu: () => (child.pid === undefined ? undefined : cpuSeconds(child.pid)),
        stop: () => void child.kill(),
      }),
    );
  });
}
