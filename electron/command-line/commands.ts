import type { Command } from './command.ts';
import { accounts } from './commands/accounts.ts';
import { connections } from './commands/connections.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { token } from './commands/token.ts';
import { units } from './commands/units.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [login, logout, accounts, token, units, connections];
