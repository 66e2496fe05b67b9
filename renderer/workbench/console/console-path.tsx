import { useEffect, useState } from 'react';
import { placeholders } from '../../../electron/contract/placeholders.ts';
import { useServices } from '../../services.ts';
import { Combobox, type Suggestion } from '../../ui/combobox.tsx';
import { sentPath } from './console-sent.ts';
import { type ConsoleState, takesUnit } from './console-store.ts';
import { UnitField, useUnitAtHand } from './console-unit.tsx';

/** Most suggestions at once. */
const most = 12;

/** The path, with earlier requests and placeholders as suggestions, and the unit that its placeholder stands for. */
export function ConsolePath({ state }: { readonly state: ConsoleState }) {
  const { t, consoleStore } = useServices();
  const { draft, history, favourites } = state;
  const { path } = draft;
  const [caret, setCaret] = useState(path.length);
  /** A placeholder that is being written. */
  const begun = /\{\w*$/.exec(path.slice(0, caret))?.[0];
  const known = [...history.map((past) => past.path), ...favourites.map(({ request }) => request.path)];
  const notes = { unitId: t('request.unitMeaning'), userId: t('request.userMeaning') };

  function suggestions(isTyped: boolean): Suggestion[] {
    if (isTyped && begun !== undefined)
      return placeholders
        .filter((name) => `{${name}`.startsWith(begun))
        .map((name) => ({ value: `{${name}}`, note: notes[name] }));
    const wanted = path.trim().toLowerCase();
    const fits = (each: string) => !isTyped || (each !== path && each.toLowerCase().includes(wanted));
    return [...new Set(known)]
      .filter(fits)
      .slice(0, most)
      .map((value) => ({ value }));
  }
  const edit = (next: string, at: number) => {
    setCaret(at);
    consoleStore.edit({ path: next });
  };
  const choose = (value: string) => {
    if (begun === undefined || !value.startsWith('{')) return edit(value, value.length);
    const start = caret - begun.length;
    // A brace that is closed already is not closed twice.
    const rest = path.slice(caret).replace(/^\w*\}/, '');
    edit(path.slice(0, start) + value + rest, start + value.length);
  };
  return (
    <>
      <Combobox
        className="console-path"
        label={t('console.path')}
        placeholder={t('console.pathHint')}
        maxLength={8_192}
        value={path}
        suggestions={suggestions}
        onWrite={edit}
        onChoose={choose}
      />
      {takesUnit(path) && <UnitField unitId={draft.unitId} />}
    </>
  );
}

/** What is sent, where it is not what was written, and what the placeholders stand for. */
export function ConsoleSent({ state: { draft } }: { readonly state: ConsoleState }) {
  const { t } = useServices();
  const { path } = draft;
  const atHand = useUnitAtHand();
  const userId = useUserId(path.includes('{userId}'));
  const unitId = (draft.unitId ?? atHand?.id ?? '').trim();
  const sent = sentPath(path, { unitId: unitId === '' ? undefined : unitId, userId: userId ?? undefined });
  return (
    <>
      {takesUnit(path) && unitId === '' && <p className="field-error">{t('request.noUnit')}</p>}
      {userId === null && <p className="field-error">{t('request.noUser')}</p>}
      {sent !== null && (
        <p className="hint console-sent">
          {t('request.sentAs')} <code>{sent}</code>
        </p>
      )}
    </>
  );
}

/** The ID of whoever is signed in, if it is needed; null if the token does not say it, undefined while it is not known. */
function useUserId(needed: boolean): string | null | undefined {
  const { desktop } = useServices();
  const [userId, setUserId] = useState<string | null>();
  useEffect(() => {
    if (!needed) return setUserId(undefined);
    let left = false;
    desktop
      .call('getIdentity')
      .then((identity) => left || setUserId(identity.userId))
      // Sending says why there is no token.
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [desktop, needed]);
  return userId;
}
