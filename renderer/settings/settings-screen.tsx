import { useEffect, useId, useRef } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { focusSettingsButton } from './settings-button.tsx';
import { SettingsForm } from './settings-form.tsx';

/** The settings, over the current place; "Back" and Escape close them. */
export function SettingsScreen({ state }: { readonly state: DeskState }) {
  const { t, settingsOpen } = useServices();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    const close = (event: KeyboardEvent) => {
      // A dialog or a popover over the settings closes first.
      if (event.key !== 'Escape' || event.defaultPrevented || isCovered()) return;
      event.preventDefault();
      settingsOpen.set(false);
    };
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('keydown', close);
      // Whoever has gone on elsewhere keeps the focus there.
      if (document.activeElement === document.body) focusSettingsButton();
    };
  }, [settingsOpen]);
  return (
    <main className="screen">
      <section className="page settings-screen" aria-labelledby={id}>
        <div className="row settings-title">
          <Button kind="subtle" icon="left" onClick={() => settingsOpen.set(false)}>
            {t('layout.settingsScreen.back')}
          </Button>
          <h1 ref={heading} id={id} tabIndex={-1}>
            {t('settings.title')}
          </h1>
          <p className="hint">{t('layout.settingsScreen.about')}</p>
        </div>
        <SettingsForm state={state} />
      </section>
    </main>
  );
}

function isCovered(): boolean {
  return document.querySelector('dialog[open], :popover-open') !== null;
}
