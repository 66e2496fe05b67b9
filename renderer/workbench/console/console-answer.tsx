import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../services.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useAnnouncement } from '../../ui/status.tsx';
import { useTold } from '../../ui/use-told.ts';
import type { ConsoleBody } from './console-body.ts';
import { ConsoleFailure } from './console-failure.tsx';
import { ConsoleSearch } from './console-search.tsx';
import type { Answered } from './console-store.ts';
import { ConsoleViewer } from './console-viewer.tsx';

/** A response: its status, duration, size, headers and body. */
export function ConsoleAnswerView({ answered }: { readonly answered: Answered }) {
  const { t, i18n } = useTranslation();
  const { run, method, answer, body } = answered;
  const size = sizeText(answer.size, i18n.language);
  const time = t('console.time', { time: answer.time });
  useAnnouncement(
    answer.problem === null ? t('console.answered', { status: answer.status, time, size }) : null,
  );
  return (
    <section className="column console-answer" aria-label={t('console.answer')}>
      <div className="wrap figures console-facts">
        <strong className="tag console-status" data-status={String(answer.status).slice(0, 1)}>
          {answer.status}
        </strong>
        <span className="cut console-asked" title={answer.url}>
          {method} {answer.url}
        </span>
        <span>{time}</span>
        <span>{size}</span>
        {answer.size > 0 && <TakeBody run={run} isText={body !== null} />}
      </div>
      {answer.problem !== null && <ConsoleFailure failure={answer.problem} />}
      <details className="console-answer-headers console-part">
        <summary>
          {t('console.answerHeaders')} <span className="tag">{answer.headers.length}</span>
        </summary>
        <Facts facts={answer.headers.map(({ name, value }) => [name, value])} />
      </details>
      {body === null ? (
        <p className="hint">{t(answer.size === 0 ? 'console.noBody' : 'console.binary')}</p>
      ) : (
        <Body body={body} />
      )}
    </section>
  );
}

function Body({ body }: { readonly body: ConsoleBody }) {
  const { t } = useServices();
  const state = useSyncExternalStore(body.state.subscribe, body.state.get);
  const { phase, lines, count, failure } = state;
  const search = useSyncExternalStore(body.search.subscribe, body.search.get);
  return (
    <>
      <div className="wrap">
        <ConsoleSearch body={body} search={search} />
        {lines.isTree() && <FoldAll body={body} />}
      </div>
      {failure !== null && <ConsoleFailure failure={failure} />}
      {phase !== 'ready' && <progress className="progress" aria-label={t('console.arranging')} />}
      <ConsoleViewer body={body} state={state} search={search} />
      {lines.isFull() && <p className="hint">{t('console.truncated', { count })}</p>}
    </>
  );
}

function FoldAll({ body }: { readonly body: ConsoleBody }) {
  const { t } = useServices();
  return (
    <div className="actions console-take">
      <Button kind="subtle" onClick={() => body.fold((folds) => folds.foldAll())}>
        {t('request.foldAll')}
      </Button>
      <Button kind="subtle" onClick={() => body.fold((folds) => folds.unfoldAll())}>
        {t('request.unfoldAll')}
      </Button>
    </div>
  );
}

/** Copies the whole body to the clipboard or saves it to a file, unchanged. */
function TakeBody({ run, isText }: { readonly run: number; readonly isText: boolean }) {
  const { t, desktop, say } = useServices();
  const copy = async () => {
    await desktop.call('copyConsoleBody', { run });
    say(t('console.bodyCopied'));
  };
  const save = useTold(async () => {
    const saved = await desktop.call('saveConsoleBody', { run });
    return saved === null ? null : t('action.saved', saved);
  });
  return (
    <div className="actions console-take">
      {isText && (
        <ActionButton kind="subtle" icon="copy" action={copy}>
          {t('console.copyBody')}
        </ActionButton>
      )}
      <ActionButton kind="subtle" icon="save" action={save}>
        {t('action.save')}
      </ActionButton>
    </div>
  );
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes as text in a language, "1.2 MB". */
function sizeText(bytes: number, locale: string): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const unit = units[step] ?? 'byte';
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1_000 ** step);
}
