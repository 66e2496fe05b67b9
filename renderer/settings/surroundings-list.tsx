import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Translate } from '../ui/i18n.ts';
import { Icon } from '../ui/icons.tsx';

type Props = { readonly state: Pick<DeskState, 'desktop' | 'connection' | 'persistence'> };

/** The bus is named only if it is missing. */
const parts = ['tray', 'notifications', 'passwordStore', 'network', 'bus'] as const;

/** What this computer offers that MAX Desk uses, with advice about what is missing. */
export function SurroundingsList({ state }: Props) {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(watchNetwork, isThere, isThere);
  const { tray, bus, notifications, display } = state.desktop;
  const missing = {
    tray: tray ? null : t('surroundings.missing.tray'),
    notifications: notifications === 'there' ? null : t(`surroundings.${notifications}.notifications`),
    passwordStore: passwordStoreText(state, t),
    network: isOnline ? null : t('surroundings.missing.network'),
    bus: bus ? undefined : t('surroundings.missing.bus'),
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
        {parts.map((part) => (
          <Part key={part} name={t(`surroundings.parts.${part}`)} missing={missing[part]} />
        ))}
      </dl>
    </fieldset>
  );
}

interface PartProps {
  readonly name: string;
  /** What is missing and what to do about it; null if nothing is missing, undefined if that is unknown. */
  readonly missing: string | null | undefined;
  /** Details about what is there, instead of the usual text. */
  readonly there?: string;
}

function Part({ name, missing, there }: PartProps) {
  const { t } = useTranslation();
  if (missing === undefined) return null;
  return (
    <div>
      <dt>
        <Icon name={missing === null ? 'check' : 'warning'} /> {name}
      </dt>
      <dd className="hint">{missing ?? there ?? t('surroundings.there')}</dd>
    </div>
  );
}

/** Known only after something was stored in it; the simulated service stores nothing. */
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

/** Chromium reports this to the page, but not to the main process. */
function watchNetwork(changed: () => void): () => void {
  const listening = new AbortController();
  for (const event of ['online', 'offline'])
    window.addEventListener(event, changed, { signal: listening.signal });
  return () => listening.abort();
}
