import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { DiagnosticsDialog } from '../diagnostics/diagnostics-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { SettingsIcon } from '../ui/icons.tsx';
import { SettingsForm } from './settings-form.tsx';

/** The button "Settings" and its popover. */
export function SettingsMenu({ state }: { readonly state: DeskState }) {
  const { t } = useTranslation();
  const id = useId();
  const popover = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  return (
    <div className="settings">
      <Button kind="subtle" icon={<SettingsIcon />} opens={id}>
        {t('settings.title')}
      </Button>
      <section
        ref={popover}
        id={id}
        popover="auto"
        className="popover settings-popover"
        aria-label={t('settings.title')}
        // Rendered only when it opens: otherwise it would delay the first paint of the window.
        onBeforeToggle={(event) => event.newState === 'open' && setOpen(true)}
        onToggle={(event) => event.newState === 'closed' && setOpen(false)}
      >
        {open && (
          <SettingsForm
            state={state}
            onSaveDiagnostics={() => {
              // Close first: the focus is then on the menu's button, and the dialog returns it there.
              popover.current?.hidePopover();
              setSaving(true);
            }}
          />
        )}
      </section>
      {saving && <DiagnosticsDialog onClose={() => setSaving(false)} />}
    </div>
  );
}
