import { useTranslation } from 'react-i18next';

const regions = ['ea', 'ams', 'other'] as const;
export type Region = (typeof regions)[number];

interface Props {
  readonly region: Region;
  readonly onChoose: (region: Region) => void;
}

/** The region of the portal; fills in what is published for it. */
export function RegionChoice({ region, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className="choice setup-regions">
      <legend>{t('setup.region')}</legend>
      {regions.map((each) => (
        <label key={each} className="option">
          <input type="radio" name="region" checked={each === region} onChange={() => onChoose(each)} />
          {t(`setup.regions.${each}`)}
        </label>
      ))}
      {region === 'ams' && <p className="hint">{t('setup.amsScope')}</p>}
    </fieldset>
  );
}
