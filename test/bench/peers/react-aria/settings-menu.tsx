import { useSyncExternalStore } from 'react';
import {
  Button,
  Checkbox,
  Dialog,
  DialogTrigger,
  Label,
  Popover,
  Radio,
  RadioGroup,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../../renderer/services.ts';
import { SettingsIcon } from '../../../../renderer/ui/icons.tsx';

const languages = ['system', 'en', 'de'] as const;
const themes = ['system', 'light', 'dark'] as const;

/** In the place of `renderer/settings/settings-menu.tsx`, whatever that is given. */
export function SettingsMenu() {
  const { t } = useTranslation();
  const { desk, desktop } = useServices();
  const settings = useSyncExternalStore(desk.state.subscribe, desk.state.get)?.settings;
  if (settings === undefined) return null;
  return (
    <div className="settings">
      <DialogTrigger>
        <Button className="button subtle">
          <SettingsIcon />
          <span className="button-text">{t('settings.title')}</span>
        </Button>
        <Popover className="popover settings-popover">
          <Dialog aria-label={t('settings.title')}>
            <RadioGroup value={settings.language}>
              <Label>{t('settings.language')}</Label>
              {languages.map((each) => (
                <Radio key={each} value={each}>
                  {t(`settings.languages.${each}`)}
                </Radio>
              ))}
            </RadioGroup>
            <RadioGroup value={settings.theme}>
              <Label>{t('settings.theme')}</Label>
              {themes.map((each) => (
                <Radio key={each} value={each}>
                  {t(`settings.themes.${each}`)}
                </Radio>
              ))}
            </RadioGroup>
            <Checkbox
              isSelected={settings.closeToTray}
              onChange={(closeToTray) => void desktop.call('changeSettings', { closeToTray })}
            >
              {t('settings.closeToTray')}
            </Checkbox>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
}
