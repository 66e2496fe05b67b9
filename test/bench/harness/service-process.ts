import { start } from '../../../electron/simulator/index.ts';
import type { Order, Sent, ServiceOptions } from './service.ts';

/** No divisor of the hub's own beat, so that probes fall into every part of it, ms. */
const probeInterval = 83;

const options: ServiceOptions = JSON.parse(process.argv[2] ?? '{}');
const simulator = await start(options);
const { connection, subscriptionKey, technicalAccount, hub } = simulator;
let probes: number[] = [];
let timer: NodeJS.Timeout | undefined;

function probe(unitId: string): void {
  const at = Date.now();
  probes.push(at);
  hub.send({ unitId, currentFloor: null, equipmentStatus: `sent ${at}`, currentTripDirection: null });
}

process.on('message', (order: Order) => {
  if (order === 'disconnect') hub.disconnect();
  else if (order === 'expire') hub.expireTokens();
  else if (order === 'sent') process.send?.({ events: hub.counts.events, probes } satisfies Sent);
  else if ('faults' in order) simulator.setFaults(order.faults);
  else {
    clearInterval(timer);
    const { probe: unitId } = order;
    if (unitId === null) return;
    probes = [];
    timer = setInterval(() => probe(unitId), probeInterval);
  }
});
process.send?.({ connection, subscriptionKey, ...technicalAccount });
process.once('disconnect', () => process.exit());
