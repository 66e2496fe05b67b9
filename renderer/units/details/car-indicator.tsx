import { useTranslation } from 'react-i18next';
import type { Unit } from '../../../electron/contract/units.ts';

/** The car's floor and direction, like the display over its door; renders nothing if neither is known. */
export function CarIndicator({ unit }: { readonly unit: Unit }) {
  const { t } = useTranslation();
  const { floor, direction, type } = unit;
  if (floor === null && direction === null) return null;
  const isMoving = direction === 'up' || direction === 'down';
  const what = type === 'escalator' ? t('fleet.details.steps') : t('fleet.details.car');
  return (
    <div className="row car" data-direction={direction}>
      <div className="row car-display" aria-hidden="true">
        {/* A new key restarts the animation, which then stops by itself. */}
        {isMoving && (
          <svg key={`${floor} ${direction}`} className="car-arrow" viewBox="0 0 16 20" aria-hidden="true">
            <path d="M8 2 15 13H1z" className="car-arrow-shape" />
          </svg>
        )}
        {floor !== null && <span className="cut figures car-floor">{floor}</span>}
      </div>
      <p>
        <span className="hint car-what">{what}</span>
        <strong>
          {[
            floor !== null && t('fleet.details.floor', { floor }),
            direction !== null && t(`fleet.details.${direction === 'none' ? 'standing' : direction}`),
          ]
            .filter(Boolean)
            .join(', ')}
        </strong>
      </p>
    </div>
  );
}
