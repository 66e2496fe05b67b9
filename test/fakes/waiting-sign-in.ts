import { vi } from 'vitest';
import type { Ended } from './command-line-user.ts';
import { systemBrowser } from './system-browser.ts';
import type { Victim } from './victim.ts';

/** A sign-in that waits for the browser, as an attacker on the same computer finds it. */
export interface WaitingSignIn {
  /** The page that the person is asked to open. */
  address: string;
  port: number;
  state: string;
  /** The person signs in on that page. */
  goOn(): Promise<Ended>;
  kill(): void;
}

/** Starts `max-desk login --no-browser` and waits for its address. */
export async function waitingSignIn({ user, file }: Pick<Victim, 'user' | 'file'>): Promise<WaitingSignIn> {
  const { child, ended } = user.start(['login', '--no-browser', '--connection', file()]);
  let said = '';
  child.stderr?.on('data', (text: string) => {
    said += text;
  });
  const address = await vi.waitFor(
    () => {
      const [, found] = /^(https?:\S+)\n/m.exec(said) ?? [];
      if (found === undefined) throw new Error(`No address in: ${said}`);
      return found;
    },
    { timeout: 30_000, interval: 10 },
  );
  const { searchParams } = new URL(address);
  return {
    address,
    port: Number(new URL(searchParams.get('redirect_uri') ?? '').port),
    state: searchParams.get('state') ?? '',
    async goOn() {
      const browser = systemBrowser({ press: 'Continue as Sam Sample' });
      await browser.open(address);
      return ended;
    },
    kill: () => child.kill('SIGKILL'),
  };
}
