/** A process that takes a lock, reports it and keeps it until it is killed: `node lock-holder.ts FILE`. */
import { createProcessLock } from '../../electron/core/storage/process-lock.ts';

await createProcessLock(process.argv[2] ?? '')(async () => {
  process.stdout.write('held\n');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});
