import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { DiagnosticsDialog } from './diagnostics-dialog.tsx';

/** The button "Save diagnostics…" with its dialog. */
export function SaveDiagnostics() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('diagnostics.open')}</Button>
      {open && <DiagnosticsDialog onClose={() => setOpen(false)} />}
    </>
  );
}
