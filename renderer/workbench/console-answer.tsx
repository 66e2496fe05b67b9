import { useCallback, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsoleAnswer } from '../../electron/contract/console.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { CopyIcon, SaveIcon } from '../ui/icons.tsx';
import { sizeText } from '../ui/size.ts';
import { useAnnouncement } from '../ui/status.tsx';
import { useSay } from '../ui/toast.tsx';
import { useAction } from '../ui/use-action.ts';
import type { ConsoleBody } from './console-body.ts';
import { ConsoleFailure } from './console-failure.tsx';
import { ConsoleSearch } from './console-search.tsx';
import type { Answered } from './console-store.ts';
import { ConsoleViewer } from './console-viewer.tsx';

/** A response: its status, duration, size, headers and body. */
export function ConsoleAnswerView({ answered }: { readonly answered: Answered }) {
  const { t, i18n } = useTranslation();
  const { run, method, path, answer, body } = answered;
  const size = sizeText(answer.size, i18n.language);
  const time = t('console.time', { time: answer.time });
  useAnnouncement(
    answer.problem === null ? t('console.answered', { status: answer.status, time, size }) : null,
  );
  return (
    <section className="console-answer" aria-label={t('console.answer')}>
      <div className="console-facts">
        <strong className="console-status" data-status={String(answer.status).slice(0, 1)}>
          {answer.status}
        </strong>
        <span className="console-asked">
          {method} {path}
        </span>
        <span>{time}</span>
        <span>{size}</span>
        {answer.size > 0 && <TakeBody run={run} isText={body !== null} />}
      </div>
      {answer.problem !== null && <ConsoleFailure failure={answer.problem} />}
      <AnswerHeaders headers={answer.headers} />
      {body === null ? (
        <p className="hint">{t(answer.size === 0 ? 'console.noBody' : 'console.binary')}</p>
      ) : (
        <Body body={body} />
      )}
    </section>
  );
}

function Body({ body }: { readonly body: ConsoleBody }) {
  const { t } = useTranslation();
  const { phase, lines, count, failure } = useSyncExternalStore(body.state.subscribe, body.state.get);
  const search = useSyncExternalStore(body.search.subscribe, body.search.get);
  return (
    <>
      <ConsoleSearch body={body} search={search} />
      {failure !== null && <ConsoleFailure failure={failure} />}
      {phase !== 'ready' && <progress className="progress" aria-label={t('console.arranging')} />}
      <ConsoleViewer lines={lines} count={count} search={search} />
      {lines.truncated() && <p className="hint">{t('console.truncated', { count })}</p>}
    </>
  );
}

function AnswerHeaders({ headers }: Pick<ConsoleAnswer, 'headers'>) {
  const { t } = useTranslation();
  return (
    <details className="console-part">
      <summary>
        {t('console.answerHeaders')} <span className="tag">{headers.length}</span>
      </summary>
      <dl className="facts console-answer-headers">
        {headers.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change, and a name may come twice
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface TakeProps {
  readonly run: number;
  readonly isText: boolean;
}

/** Copies the whole body to the clipboard or saves it to a file, unchanged. */
function TakeBody({ run, isText }: TakeProps) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const say = useSay();
  const copy = useAction(
    useCallback(async () => {
      await desktop.call('copyConsoleBody', { run });
      say(t('console.bodyCopied'));
    }, [desktop, run, say, t]),
  );
  const save = useAction(
    useCallback(async () => {
      const saved = await desktop.call('saveConsoleBody', { run });
      if (saved !== null) say(t('console.saved', saved));
    }, [desktop, run, say, t]),
  );
  const failure = copy.failure ?? save.failure;
  return (
    <div className="console-take">
      {isText && (
        <Button kind="subtle" icon={<CopyIcon />} busy={copy.pending} onClick={copy.run}>
          {t('console.copyBody')}
        </Button>
      )}
      <Button kind="subtle" icon={<SaveIcon />} busy={save.pending} onClick={save.run}>
        {t('console.save')}
      </Button>
      {failure !== null && <FailureMessage failure={failure} />}
    </div>
  );
}
