/** The soak of the window as the wall display: `soak --wall`. */
import { soakAs } from '../soak/bench.ts';

export const run = soakAs('wall');
