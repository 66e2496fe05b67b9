import { start } from '../../../electron/simulator/index.ts';
import type { Order, ServiceOptions } from './service.ts';

const options: ServiceOptions = JSON.parse(process.argv[2] ?? '{}');
const simulator = await start(options);
const { connection, subscriptionKey, technicalAccount } = simulator;
process.on('message', (order: Order) => {
  if (order === 'drop') simulator.hub.drop();
  else if (order === 'expire') simulator.hub.expireTokens();
  else simulator.setFaults(order.faults);
});
process.send?.({ connection, subscriptionKey, ...technicalAccount });
process.once('disconnect', () => process.exit());
