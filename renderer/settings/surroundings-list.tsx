import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Translate } from '../ui/i18n.ts';
import { CheckIcon, WarningIcon } from '../ui/icons.tsx';

type Props = { readonly state: Pick<DeskState, 'desktop' | 'connection' | 'persistence'> };

/** What this computer has of what MAX Desk works with; what is missing is said with what to do about it. */
export function SurroundingsList({ state }: Props) {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(watchNetwork, isThere, isThere);
  const { tray, bus, notifications, display } = state.desktop;
  const missing = {
    tray: tray ? null : t('surroundings.missing.tray'),
    notifications: notifications === 'there' ? null : t(`surroundings.${notifications}.notifications`),
    passwordStore: passwordStoreText(state, t),
    network: isOnline ? null : t('surroundings.missing.network'),
    bus: bus ? null : t('surroundings.missing.bus'),
  };
  return (
    <fieldset className="choice surroundings">
      <legend>{t('surroundings.title')}</legend>
      <dl>
        {display !== 'system' && (
          <Part
            name={t('surroundings.parts.display')}
            missing={null}
            there={t(`surroundings.displays.${display}`)}
          />
        )}
        <Part name={t('surroundings.parts.tray')} missing={missing.tray} />
        <Part name={t('surroundings.parts.notifications')} missing={missing.notifications} />
        <Part name={t('surroundings.parts.passwordStore')} missing={missing.passwordStore} />
        <Part name={t('surroundings.parts.network')} missing={missing.network} />
        {missing.bus !== null && <Part name={t('surroundings.parts.bus')} missing={missing.bus} />}
      </dl>
    </fieldset>
  );
}

interface PartProps {
  readonly name: string;
  /** What it means that it is not there, and what to do; null where it is there, undefined where nobody has tried. */
  readonly missing: string | null | undefined;
  /** What is there, where that is more than a yes. */
  readonly there?: string;
}

function Part({ name, missing, there }: PartProps) {
  const { t } = useTranslation();
  if (missing === undefined) return null;
  return (
    <div>
      <dt>
        {missing === null ? <CheckIcon /> : <WarningIcon />} {name}
      </dt>
      <dd>{missing ?? there ?? t('surroundings.there')}</dd>
    </div>
  );
}

/** It is known once something was to be kept in it; the simulated service keeps nothing. */
function passwordStoreText({ connection, persistence }: Props['state'], t: Translate) {
  if (connection === null) return undefined;
  if (persistence.kind === 'encrypted') return null;
  const { reason } = persistence;
  if (reason === 'simulated') return undefined;
  return `${t(`persistence.reasons.${reason}.why`)} ${t(`persistence.reasons.${reason}.fix`)}`;
}

function isThere(): boolean {
  return navigator.onLine;
}

/** Chromium tells the page of it, and not the main process. */
function watchNetwork(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
