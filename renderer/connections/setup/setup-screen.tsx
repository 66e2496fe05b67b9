import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { SetupAnswers } from '../../../electron/contract/setup.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import type { SetupStart } from './setup-fields.ts';
import { SetupForm } from './setup-form.tsx';

/** Sets up a connection from the values that TK Elevator hands out, or edits one. */
export function SetupScreen({ start }: { readonly start: SetupStart }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const { editing } = start;
  const [first, setFirst] = useState<SetupAnswers | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    const from = editing === null ? ({ region: 'ea' } as const) : { id: editing.id };
    desktop.call('setupAnswers', from).then(setFirst, (cause: unknown) => setFailure(failureOf(cause)));
  }, [desktop, editing]);
  return (
    <div className="page setup">
      <div>
        <ScreenHeading>
          {editing === null ? t('setup.title') : t('setup.titleEdit', { name: editing.name })}
        </ScreenHeading>
        <p className="setup-about">{t('setup.about')}</p>
      </div>
      {failure !== null && <FailureMessage failure={failure} />}
      {first !== null && <SetupForm editing={editing} first={first} />}
    </div>
  );
}
