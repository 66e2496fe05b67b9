import type { AgentState } from '../../contract/agent.ts';
import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Connections } from '../connections/connections.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createAgentAccess } from './access.ts';
import { createAccountFollower } from './account-follower.ts';
import { createAgentKey } from './agent-key.ts';
import { createAgentListening } from './agent-listening.ts';
import { createAgentNotices } from './agent-notices.ts';
import { createGrants } from './grants.ts';
import { createPairing } from './pairing.ts';
import { createRequests } from './requests.ts';

interface AgentSurroundings {
  secrets: () => SealedStore;
  settings: { current(): Pick<Settings, 'agent'>; language(): DeskState['locale'] };
  connections: Pick<Connections, 'current' | 'reachable' | 'state'>;
  /** Called after every change of `state()`. */
  onChange: () => void;
}

/**
 * Lets other programs of this user have calls made, or have the access token, after the user has allowed it. Off until the
 * setting switches it on.
 */
export function createAgent(
  {
    run,
    ways,
    desktop,
    firstPaint,
    agentSocket,
  }: Pick<DeskPorts, 'run' | 'ways' | 'desktop' | 'firstPaint' | 'agentSocket'>,
  { secrets, settings, connections, onChange }: AgentSurroundings,
) {
  let isOn = false;
  const grants = createGrants({ store: secrets, clock: run.clock, onChange });
  const access = createAgentAccess({ run, ways, ...connections });
  const pairing = createPairing({
    clock: run.clock,
    choices: access.choices,
    onChange,
    onAsked: createAgentNotices(desktop, settings.language),
  });
  const parts = {
    ...run,
    key: createAgentKey(secrets),
    grants,
    access,
    pairing,
    requests: createRequests({ grants, access }),
  };
  const listening = createAgentListening({
    ...run,
    socket: () => agentSocket?.() ?? '',
    // Loaded late, because most windows do not need it.
    listen: async (socket) => (await import('./server.ts')).openAgentServer(socket, parts),
    onChange,
  });
  const followAccounts = createAccountFollower(grants);

  function apply(): void {
    const { agent } = settings.current();
    if (!agentSocket || agent === isOn) return;
    isOn = agent;
    if (agent) void firstPaint.promise.then(start);
    else listening.stop();
  }

  function start(): void {
    if (!isOn) return;
    void grants.load();
    listening.start();
  }

  const calls: HandlersOf<'agent'> = {
    grantProgram: pairing.allow,
    refuseProgram: ({ id }) => pairing.refuse(id),
    endAgentQuiet: pairing.quiet.end,
    async withdrawProgram({ id }) {
      await grants.end((grant) => grant.id === id, 'withdrawn');
    },
  };
  return {
    calls,
    state: (): { agent: AgentState } => ({
      agent: {
        ...listening.state(),
        request: pairing.state(),
        quietUntil: pairing.quiet.until(),
        programs: grants.programs(),
      },
    }),
    /** To be called after every change of the desk: of the setting, and of who is signed in. */
    follow(): void {
      apply();
      followAccounts(connections.current(), connections.state().connections);
    },
    /** To be called after sleep. */
    wake(): void {
      listening.tryAgain();
      pairing.quiet.wake();
    },
    close: listening.close,
  };
}
