/** What goes wrong in the course of a working day. */
import type { Service } from '../harness/service.ts';
import type { AtWork } from './at-work.ts';

const kinds = ['cut', 'token refused', 'woken up'] as const;
export type Trouble = (typeof kinds)[number];

/** Back within this time, or the bench has found something, ms. */
const patience = 60_000;

/** One after the other. */
export function troubleAt(count: number): Trouble {
  return kinds[count % kinds.length] ?? 'cut';
}

/** Makes it happen, and resolves when it is live again. Throws when it does not come back. */
export async function afterTrouble(trouble: Trouble, service: Service, work: AtWork): Promise<void> {
  const { live } = work.workplace;
  if (trouble === 'woken up') live.wake();
  else service.tell(trouble === 'cut' ? 'disconnect' : 'expire');
  const limit = performance.now() + patience;
  await until(() => live.state().phase !== 'live', limit, trouble);
  await within(limit, trouble, work.live());
  work.person.units.splice(0);
}

async function until(isSo: () => boolean, limit: number, trouble: Trouble): Promise<void> {
  while (!isSo()) {
    if (performance.now() > limit) throw new Error(`nobody noticed: ${trouble}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function within(limit: number, trouble: Trouble, wanted: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`it is not live again after: ${trouble}`));
    timer = setTimeout(fail, Math.max(0, limit - performance.now()));
  });
  await Promise.race([wanted, late]).finally(() => clearTimeout(timer));
}
