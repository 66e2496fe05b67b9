/** The simulated service, as far as the command line uses it: it stands alone, and only `cli.ts` knows where it is. */
export interface SimulatedService {
  /** The connection file that it is reached by. */
  connection: { name: string };
  subscriptionKey: string;
  technicalAccount: { username: string; password: string };
  /** Who can sign in on its page. */
  people: readonly { name: string; email: string }[];
  /** `length` is in ms; `ended` resolves when all has been played. */
  replay: { units: number; changes: number; length: number; ended: Promise<void> } | undefined;
  close(): Promise<void>;
}

/** Loads it: it is needed by one command only. */
export type LoadSimulator = () => Promise<{
  start(options: { recording: string; speed: number; port: number }): Promise<SimulatedService>;
}>;
