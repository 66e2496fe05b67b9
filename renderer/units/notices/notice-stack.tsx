import { useId, useState } from 'react';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { FailureLine } from '../../ui/failure-line.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { bySeverity, type UnitsNotice } from './notice.ts';

/** The messages above the table in one line: the most severe, and a button for the others. */
export function NoticeStack({ notices }: { readonly notices: readonly UnitsNotice[] }) {
  const { t } = useServices();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [first, ...others] = bySeverity(notices);
  if (first === undefined) return null;
  const count = others.length;
  const more = (
    <Button
      kind="subtle"
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      aria-label={t('layout.errorBar.moreLabel', { count })}
      onClick={() => setOpen(!open)}
    >
      {t('layout.errorBar.more', { count })}
    </Button>
  );
  return (
    <section className="notices" aria-label={t('layout.errorBar.label')}>
      <Line key={first.key} notice={first} more={count > 0 ? more : null} />
      {open && count > 0 && (
        <div id={id} className="notices-more">
          {others.map((each) => (
            <Line key={each.key} notice={each} more={null} />
          ))}
        </div>
      )}
    </section>
  );
}

interface LineProps {
  readonly notice: UnitsNotice;
  /** The button for the others, in the first line. */
  readonly more: React.ReactNode;
}

function Line({ notice, more }: LineProps) {
  const { key: _key, actions, ...rest } = notice;
  const buttons = (
    <>
      {actions}
      {more}
    </>
  );
  if ('failure' in rest) return <FailureLine {...rest} actions={buttons} />;
  return <NoticeLine {...rest} details={<p>{rest.note}</p>} actions={buttons} />;
}
