import { useId } from 'react';
import type { RequestForm } from '../../../electron/contract/console.ts';
import { requestForms } from '../../../electron/contract/names.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { MenuEntry, Popover } from '../../ui/popover.tsx';
import { useAction } from '../../ui/use-action.ts';
import { ConsoleFailure } from './console-failure.tsx';

/** Copies the request as a command or a program, without token and key. */
export function CopyRequest() {
  const { t, desktop, say, consoleStore } = useServices();
  const id = useId();
  const copy = useAction(async (as: RequestForm) => {
    await desktop.call('copyRequest', { ...consoleStore.request(), as });
    say(t(`request.copied.${as}`));
  });
  return (
    <>
      <Button kind="subtle" icon="copy" busy={copy.pending} opens={id}>
        {t('request.copyAs')}
      </Button>
      <Popover id={id} className="menu" label={t('request.copyAs')}>
        <ul>
          {requestForms.map((form) => (
            <li key={form} className="row">
              <MenuEntry menu={id} onChoose={() => copy.run(form)}>
                {t(`request.forms.${form}`)}
              </MenuEntry>
            </li>
          ))}
        </ul>
        <p className="hint console-copy-hint">{t('request.copyHint')}</p>
      </Popover>
      {copy.failure !== null && <ConsoleFailure failure={copy.failure} />}
    </>
  );
}
