import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { Translate } from '../ui/i18n.ts';
import { isMac, printedKeys } from './keys.ts';
import { type ActionGroup, actionGroups, rowActions } from './registry.ts';
import { tableKeys } from './table-keys.ts';

/** All keys, from the registry, and those of the table. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const here = useServices();
  const { t } = here;
  const groups = Object.keys(actionGroups) as ActionGroup[];
  const inRow = rowActions.flat().filter(({ keys }) => keys !== undefined);
  return (
    <Dialog title={t('actions.names.keys')} className="keys-dialog" onClose={onClose}>
      <div className="keys-groups">
        {groups.map((group) => (
          <Keys
            key={group}
            title={t(`actions.groups.${group}`)}
            all={actionGroups[group].map(({ title, keys }) => ({ text: title(here), keys }))}
          />
        ))}
        <Keys
          title={t('actions.groups.table')}
          all={[
            ...tableKeys.map(({ name, keys }) => ({ text: t(`actions.table.${name}`), keys })),
            ...inRow.map(({ title, keys }) => ({ text: title(here, ['']), keys })),
          ]}
        />
      </div>
      {!isMac && <p className="hint">{t('actions.keys.alt')}</p>}
      <div className="actions dialog-actions">
        <Button closes>{t('action.close')}</Button>
      </div>
    </Dialog>
  );
}

interface KeysProps {
  readonly title: string;
  readonly all: readonly { readonly text: string; readonly keys: readonly string[] | undefined }[];
}

/** The keys of one group; nothing if it has none. */
function Keys({ title, all }: KeysProps) {
  const { t } = useServices();
  const withKeys = all.filter(({ keys }) => keys !== undefined);
  if (withKeys.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl className="keys-list">
        {withKeys.map(({ text, keys = [] }) => (
          <div key={text}>
            <dt>{text}</dt>
            <dd>
              <Alternatives keys={keys} t={t} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Alternatives({ keys, t }: { readonly keys: readonly string[]; readonly t: Translate }) {
  return keys.map((each, place) => (
    <span key={each}>
      {place > 0 && ` ${t('actions.keys.or')} `}
      <kbd>{printedKeys(each, t, isMac)}</kbd>
    </span>
  ));
}
