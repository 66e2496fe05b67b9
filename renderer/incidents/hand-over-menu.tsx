import { useId } from 'react';
import { perform } from '../actions/perform.ts';
import { actionOf } from '../actions/registry.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { MenuEntry, Popover } from '../ui/popover.tsx';

const handOverActions = ['save-hand-over', 'save-hand-over-page', 'open-hand-over'] as const;

/** Saves a hand-over, or opens that of a colleague. */
export function HandOverMenu() {
  const here = useServices();
  const { t } = here;
  const id = useId();
  return (
    <>
      <Button kind="subtle" icon="people" opens={id}>
        {t('incidents.actions.handOver')}
      </Button>
      <Popover id={id} className="menu" label={t('incidents.actions.handOver')}>
        <ul>
          {handOverActions.map((name) => {
            const action = actionOf(name);
            return (
              <li key={name}>
                <MenuEntry menu={id} onChoose={() => perform(action, here)}>
                  {action.icon && <Icon name={action.icon} />}
                  {action.title(here)}
                </MenuEntry>
              </li>
            );
          })}
        </ul>
        <p className="hint">{t('incidents.handOver.redacted')}</p>
      </Popover>
    </>
  );
}
