import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { strings, type Translate } from '../ui/i18n.ts';
import { useAnnouncement } from '../ui/status.tsx';
import type { Strings } from '../ui/strings/en.ts';
import { useAction } from '../ui/use-action.ts';
import { acceleratorOf, isModifier } from './accelerator.ts';

const isMac = navigator.userAgent.includes('Mac');

/** The global shortcut that copies the token; the user sets it by pressing the keys. */
export function ShortcutSetting({ state }: { readonly state: Pick<DeskState, 'settings' | 'desktop'> }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const id = useId();
  const [listening, setListening] = useState(false);
  /** The initial text is not announced. */
  const [touched, setTouched] = useState(false);
  const [unfit, setUnfit] = useState(false);
  const keys = keysText(state.settings.copyShortcut, t);
  const { shortcut, shortcutUncertain } = state.desktop;
  const outcome = shortcut === 'on' && shortcutUncertain ? 'uncertain' : shortcut;
  const hint = unfit ? `${t('shortcut.unfit')} ${t('shortcut.pressHint')}` : t('shortcut.pressHint');
  const text = listening ? hint : outcome === 'off' ? '' : t(`shortcut.${outcome}`, { keys });
  useAnnouncement(listening || touched ? text : null);
  const change = useAction((copyShortcut: string) => desktop.call('changeSettings', { copyShortcut }));

  const press = (event: KeyboardEvent) => {
    // Tab moves to the next control, as everywhere.
    if (!listening || event.key === 'Tab' || isModifier(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setListening(false);
    const pressed = acceleratorOf(event, isMac);
    setUnfit(pressed === undefined);
    if (pressed === undefined) return;
    setListening(false);
    void change.run(pressed);
  };

  return (
    <fieldset className="choice" aria-describedby={id}>
      <legend>{t('shortcut.title')}</legend>
      <div className="actions">
        <kbd>{keys === '' ? t('shortcut.none') : keys}</kbd>
        <Button
          onKeyDown={press}
          onBlur={() => setListening(false)}
          onClick={() => {
            setUnfit(false);
            setListening(true);
            setTouched(true);
          }}
        >
          {t(listening ? 'shortcut.press' : 'shortcut.set')}
        </Button>
        {keys !== '' && <Button onClick={() => change.run('')}>{t('action.remove')}</Button>}
      </div>
      <p id={id} className={outcome === 'refused' && !listening ? 'field-error' : 'hint'}>
        {text}
      </p>
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </fieldset>
  );
}

type Modifier = keyof Strings['shortcut']['keys'];

/** The keys as they are printed on the user's keyboard. */
function keysText(keys: string, t: Translate): string {
  const isPrinted = (key: string): key is Modifier => Object.hasOwn(strings.en.shortcut.keys, key);
  return keys
    .split('+')
    .map((key) => (isPrinted(key) ? t(`shortcut.keys.${key}`) : key))
    .join('+');
}
