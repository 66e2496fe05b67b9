import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsoleIcon, DoctorIcon, IdentityIcon, UnitsIcon } from './ui/icons.tsx';

/** The places of the window. */
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

/** The navigation between the places of the window. */
export function Navigation({ places, current, onGo }: Props) {
  const { t } = useTranslation();
  return (
    <nav className="navigation" aria-label={t('navigation.label')}>
      {places.map((place) => {
        const PlaceIcon = icons[place];
        return (
          <button
            key={place}
            type="button"
            className="navigation-item"
            aria-current={place === current ? 'page' : undefined}
            onClick={() => onGo(place)}
          >
            <PlaceIcon />
            <span className="navigation-text">{t(`navigation.${place}`)}</span>
          </button>
        );
      })}
    </nav>
  );
}
