import { useEffect } from 'react';
import { useServices } from '../services.ts';

/** How long it is shown before the page is loaded again, ms: what fails each time must not load it again and again. */
const rest = 60_000;

/** In place of a wall display that has failed: it says so, and comes back without anybody. */
export function WallFailure() {
  const { t, desktop } = useServices();
  useEffect(() => {
    const timer = setTimeout(() => location.reload(), rest);
    const press = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') void desktop.call('changeWall', { isOn: false });
    };
    window.addEventListener('keydown', press);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', press);
    };
  }, [desktop]);
  return (
    <main className="wall" data-stale="true">
      <div className="wall-stage">
        <section className="wall-person" role="alert">
          <h1>{t('wall.failed.title')}</h1>
          <p className="wall-person-why">{t('wall.failed.again')}</p>
          <p>{t('wall.failed.leave')}</p>
        </section>
      </div>
    </main>
  );
}
