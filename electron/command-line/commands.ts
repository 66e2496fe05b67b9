import type { Command } from './command.ts';
import { accounts } from './commands/accounts.ts';
import { agent } from './commands/agent.ts';
import { call } from './commands/call.ts';
import { claims } from './commands/claims.ts';
import { completion } from './commands/completion.ts';
import { connections } from './commands/connections.ts';
import { doctor } from './commands/doctor.ts';
import { exec } from './commands/exec.ts';
import { listCommand } from './commands/list.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { man } from './commands/man.ts';
import { reportCommand } from './commands/report.ts';
import { serveCommand } from './commands/serve.ts';
import { simulateCommand } from './commands/simulate.ts';
import { token } from './commands/token.ts';
import { units } from './commands/units.ts';
import { watch } from './commands/watch.ts';

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  login,
  logout,
  accounts,
  agent,
  token,
  claims,
  units,
  listCommand,
  call,
  watch,
  reportCommand,
  serveCommand,
  simulateCommand,
  exec,
  doctor,
  connections,
  completion(() => commands),
  man(() => commands),
];
