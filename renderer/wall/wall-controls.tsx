import { useServices } from '../services.ts';
import { Button, IconButton } from '../ui/button.tsx';

interface Props {
  readonly isPaused: boolean;
  /** There is another view or page to go to. */
  readonly hasMore: boolean;
  readonly onGo: (by: 1 | -1) => void;
  readonly onPause: () => void;
  readonly onLeave: () => void;
}

/** What can be done, for mouse, touch and keyboard; in sight while somebody is there. */
export function WallControls({ isPaused, hasMore, onGo, onPause, onLeave }: Props) {
  const { t } = useServices();
  return (
    <section className="wall-controls" aria-label={t('wall.controls')}>
      <p>{t('wall.hint')}</p>
      <div className="row">
        {hasMore && <IconButton icon="left" label={t('wall.previous')} onClick={() => onGo(-1)} />}
        {hasMore && <IconButton icon="right" label={t('wall.next')} onClick={() => onGo(1)} />}
        {hasMore && <Button onClick={onPause}>{t(isPaused ? 'wall.resume' : 'wall.pause')}</Button>}
        <Button onClick={onLeave}>{t('wall.leave')}</Button>
      </div>
    </section>
  );
}
