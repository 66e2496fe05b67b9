import { useId } from 'react';
import { groupings } from '../../../electron/contract/table.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';

/** The "Group" button and its popover: what the rows are grouped by, and all groups folded or unfolded. */
export function GroupMenu() {
  const { t } = useServices();
  const id = useId();
  return (
    <>
      <Button kind="subtle" icon="groups" opens={id}>
        {t('groups.button')}
      </Button>
      <Popover id={id} label={t('groups.title')}>
        <Choices />
      </Popover>
    </>
  );
}

function Choices() {
  const { t, units } = useServices();
  const name = useId();
  const { groups } = units;
  return (
    <>
      <fieldset className="choice">
        <legend>{t('groups.title')}</legend>
        {[null, ...groupings].map((each) => (
          <label key={each} className="option">
            <input type="radio" name={name} checked={groups.by === each} onChange={() => groups.set(each)} />
            {t(`groups.by.${each ?? 'none'}`)}
          </label>
        ))}
      </fieldset>
      {groups.by !== null && (
        <>
          <div className="wrap group-folds">
            <Button onClick={() => groups.foldAll(true)}>{t('groups.foldAll')}</Button>
            <Button onClick={() => groups.foldAll(false)}>{t('groups.unfoldAll')}</Button>
          </div>
          <p className="hint group-keys">{t('groups.keys')}</p>
        </>
      )}
    </>
  );
}
