import type { ReactNode } from 'react';
import { Tab, TabList, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ConsoleIcon, DoctorIcon, IdentityIcon, UnitsIcon } from '../../../../renderer/ui/icons.tsx';

export type Place = 'units' | 'identity' | 'console' | 'doctor';

const icons: Record<Place, () => ReactNode> = {
  units: UnitsIcon,
  identity: IdentityIcon,
  console: ConsoleIcon,
  doctor: DoctorIcon,
};

interface Props {
  readonly places: readonly Place[];
  readonly current: Place;
  readonly onGo: (place: Place) => void;
}

/** In the place of `renderer/navigation.tsx`. */
export function Navigation({ places, current, onGo }: Props) {
  const { t } = useTranslation();
  return (
    <Tabs orientation="vertical" selectedKey={current} onSelectionChange={(key) => onGo(key as Place)}>
      <TabList className="navigation" aria-label={t('navigation.label')}>
        {places.map((place) => {
          const PlaceIcon = icons[place];
          return (
            <Tab key={place} id={place} className="navigation-item">
              <PlaceIcon />
              <span className="navigation-text">{t(`navigation.${place}`)}</span>
            </Tab>
          );
        })}
      </TabList>
    </Tabs>
  );
}
