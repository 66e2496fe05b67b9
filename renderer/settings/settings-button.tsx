import { useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';

/** For the focus, which returns to the button when the settings are closed. */
const buttonId = 'settings-button';

/** The button "Settings" of the header: opens the screen, and closes it. */
export function SettingsButton() {
  const { t, settingsOpen } = useServices();
  const open = useSyncExternalStore(settingsOpen.subscribe, settingsOpen.get);
  return (
    <div className="settings">
      <Button
        id={buttonId}
        kind="subtle"
        icon="settings"
        title={t('settings.title')}
        aria-current={open ? 'page' : undefined}
        onClick={() => settingsOpen.set(!open)}
      >
        {t('settings.title')}
      </Button>
    </div>
  );
}

/** Gives the focus back to the button. */
export function focusSettingsButton(): void {
  document.getElementById(buttonId)?.focus();
}
