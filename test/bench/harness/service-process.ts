import { start } from '../../../electron/simulator/index.ts';
import type { ServiceOptions } from './service.ts';

const options: ServiceOptions = JSON.parse(process.argv[2] ?? '{}');
const { connection, subscriptionKey, technicalAccount } = await start(options);
process.send?.({ connection, subscriptionKey, ...technicalAccount });
process.once('disconnect', () => process.exit());
