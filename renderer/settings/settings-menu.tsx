import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { settingsPopover } from '../actions/settings-actions.ts';
import { DiagnosticsDialog } from '../diagnostics/diagnostics-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { SettingsForm } from './settings-form.tsx';

/** The button "Settings" and its popover. */
export function SettingsMenu({ state }: { readonly state: DeskState }) {
  const { t } = useTranslation();
  const id = settingsPopover;
  const [saving, setSaving] = useState(false);
  const saveDiagnostics = () => {
    // Close first: the focus is then on the menu's button, and the dialog returns it there.
    document.getElementById(id)?.hidePopover();
    setSaving(true);
  };
  return (
    <div className="settings">
      <Button kind="subtle" icon="settings" opens={id}>
        {t('settings.title')}
      </Button>
      <Popover id={id} className="settings-popover" label={t('settings.title')}>
        <SettingsForm state={state} onSaveDiagnostics={saveDiagnostics} />
      </Popover>
      {saving && <DiagnosticsDialog onClose={() => setSaving(false)} />}
    </div>
  );
}
