import type { AgentRequest } from '../../electron/contract/agent.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { NoticeLine } from '../ui/notice-line.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { countdown } from '../ui/time.ts';
import { useTimeLeft } from '../ui/use-now.ts';

/** Tells that a program waits, without taking the focus from whoever types; its button opens the dialog. */
export function ProgramStrip({ request }: { readonly request: AgentRequest }) {
  const { t, programRequests } = useServices();
  const title = t('programs.asks', { name: request.name });
  useAnnouncement(title);
  return (
    <section className="program-strip" aria-label={t('programs.waiting')} data-pane>
      <NoticeLine
        tone="info"
        title={title}
        actions={
          <>
            <RequestTime endsAt={request.endsAt} />
            <Button icon="key" onClick={programRequests.open}>
              {t('programs.answer')}
            </Button>
          </>
        }
      />
    </section>
  );
}

/** How long the program waits; renders every second, the rest need not. */
export function RequestTime({ endsAt }: Pick<AgentRequest, 'endsAt'>) {
  const { t } = useServices();
  const time = countdown(useTimeLeft(endsAt, 1_000));
  return (
    <span role="timer" className="hint program-time">
      {t('programs.expires', { time })}
    </span>
  );
}
