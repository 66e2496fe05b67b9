import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { ClipboardIcon } from '../ui/icons.tsx';
import { type Action, useAction } from '../ui/use-action.ts';

/** Copies the current account's access token; its value never enters the page. */
export function useCopyToken(): Action {
  const { desktop } = useServices();
  return useAction(useCallback(() => desktop.call('copyToken', { as: 'token' }), [desktop]));
}

interface Props {
  readonly copy: Action;
  /** The id of the popover around the button, which closes it. */
  readonly menu: string;
}

/** The button "Copy access token" of a menu. */
export function CopyToken({ copy, menu }: Props) {
  const { t } = useTranslation();
  return (
    <Button kind="subtle" icon={<ClipboardIcon />} opens={menu} busy={copy.pending} onClick={copy.run}>
      {t('clipboard.copyToken')}
    </Button>
  );
}
