import { useState } from 'react';
import type { AgentProgram, AgentState } from '../../electron/contract/agent.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { ToggleSetting } from '../settings/choice-setting.tsx';
import { SettingsSection } from '../settings/settings-section.tsx';
import { ActionButton, Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useNow, useTimes } from '../ui/use-now.ts';
import { useTold } from '../ui/use-told.ts';

/** Of the section's heading, which gets the focus when somebody is led here. */
const headingId = 'programs-heading';

/** Leads to the section, which is on the screen. */
export function goToPrograms(): void {
  document.getElementById(headingId)?.focus();
}

/** The part of the settings about programs that use the sign-in of the window. */
export function ProgramsSection({ state }: { readonly state: DeskState }) {
  const { t } = useServices();
  const { agent, settings } = state;
  return (
    <SettingsSection title={t('programs.title')} about={t('programs.about')} headingId={headingId}>
      <fieldset className="choice">
        <legend className="visually-hidden">{t('programs.title')}</legend>
        <ToggleSetting state={state} setting="agent" text={t('managed.keys.agent')} missing={null} />
        <Phase agent={agent} isOn={settings.agent} />
        {agent.phase === 'listening' && agent.quietUntil !== null && <Quiet until={agent.quietUntil} />}
      </fieldset>
      <ProgramList agent={agent} />
    </SettingsSection>
  );
}

interface PhaseProps {
  readonly agent: AgentState;
  readonly isOn: boolean;
}

/** Whether programs can ask now; nothing for the moment until what was switched on listens. */
function Phase({ agent: { phase, problem, socket }, isOn }: PhaseProps) {
  const { t } = useServices();
  if (phase === 'failed') return problem && <FailureMessage failure={problem} />;
  if (phase === 'off' && isOn) return null;
  return (
    <div className="hint option-hint program-phase">
      <p>{t(`programs.phases.${phase}`)}</p>
      {socket !== null && <p>{t('programs.socket', { path: socket })}</p>}
    </div>
  );
}

/** After three programs that were not allowed nobody is asked for some minutes; who waits for a fourth one ends that. */
function Quiet({ until }: { readonly until: number }) {
  const { t, desktop, say } = useServices();
  const times = useTimes();
  const now = useNow(60_000);
  const end = async () => {
    await desktop.call('endAgentQuiet');
    say(t('programs.quietEnded'));
    // The button has gone.
    requestAnimationFrame(goToPrograms);
  };
  return (
    <div className="program-quiet">
      <p>{t('programs.quiet', { time: times.clock(until, now) })}</p>
      <ActionButton action={end}>{t('programs.endQuiet')}</ActionButton>
    </div>
  );
}

/** Nothing while it is off and no program is paired. */
function ProgramList({ agent: { phase, programs } }: Pick<DeskState, 'agent'>) {
  const { t } = useServices();
  const [withdrawing, setWithdrawing] = useState<AgentProgram | null>(null);
  if (programs.length === 0 && withdrawing === null)
    return phase === 'off' ? null : <p className="hint">{t('programs.none')}</p>;
  return (
    <>
      <ul className="programs" aria-label={t('programs.list')}>
        {programs.map((each) => (
          <Program key={each.id} program={each} onWithdraw={setWithdrawing} />
        ))}
      </ul>
      {programs.length > 0 && <p className="hint">{t('programs.asItSays')}</p>}
      {withdrawing !== null && <WithdrawDialog program={withdrawing} onClose={() => setWithdrawing(null)} />}
    </>
  );
}

interface ProgramProps {
  readonly program: AgentProgram;
  readonly onWithdraw: (program: AgentProgram) => void;
}

function Program({ program, onWithdraw }: ProgramProps) {
  const { t } = useServices();
  const { name, path, right, lastUsed } = program;
  const times = useTimes();
  const now = useNow(60_000);
  const used =
    lastUsed === null
      ? t('programs.neverUsed')
      : t('programs.used', { time: times.ago(lastUsed, now, 'long') });
  return (
    <li className="program">
      <div className="program-facts">
        <p>
          <strong>
            <bdi>{name}</bdi>
          </strong>
        </p>
        {path !== '' && (
          <p className="hint">
            <bdi>{path}</bdi>
          </p>
        )}
        <p>
          {t(`programs.rights.${right}`)} · {t('programs.by', program)}
        </p>
        <p className="hint">
          {useTermText(program, now)} · {used}
        </p>
      </div>
      <Button
        icon="remove"
        aria-label={t('programs.withdrawOf', { name })}
        onClick={() => onWithdraw(program)}
      >
        {t('programs.withdraw')}
      </Button>
    </li>
  );
}

/** Until when the program may ask. */
function useTermText({ term, until }: AgentProgram, now: number): string {
  const { t } = useServices();
  const times = useTimes();
  if (until === null) return t(`programs.terms.${term}`);
  return until <= now ? t('programs.expired') : t('programs.until', { time: times.clock(until, now) });
}

interface WithdrawProps {
  readonly program: AgentProgram;
  readonly onClose: () => void;
}

/** Asks before the access is withdrawn: there is no way back but to pair the program anew. */
function WithdrawDialog({ program, onClose }: WithdrawProps) {
  const { t } = useServices();
  const { name, right } = program;
  return (
    <Dialog title={t('programs.withdrawTitle', { name })} onClose={onClose}>
      <p>{t(right === 'token' ? 'programs.withdrawToken' : 'programs.withdrawCalls')}</p>
      <div className="actions dialog-actions">
        <Button closes>{t('action.cancel')}</Button>
        <WithdrawButton program={program} onClose={onClose} />
      </div>
    </Dialog>
  );
}

function WithdrawButton({ program: { id, name }, onClose }: WithdrawProps) {
  const { t, desktop } = useServices();
  const withdraw = useTold(async () => {
    await desktop.call('withdrawProgram', { id });
    onClose();
    // The button that opened the dialog went with its program. Not before the dialog has gone, which keeps the focus.
    requestAnimationFrame(goToPrograms);
    return t('programs.withdrawn', { name });
  });
  return (
    <ActionButton kind="primary" action={withdraw}>
      {t('programs.withdraw')}
    </ActionButton>
  );
}
