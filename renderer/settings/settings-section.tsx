import { type ReactNode, useId } from 'react';

interface Props {
  readonly title: string;
  /** What it is about. */
  readonly about?: string;
  readonly children: ReactNode;
}

/** A part of the settings, under a heading of its own. */
export function SettingsSection({ title, about, children }: Props) {
  const id = useId();
  return (
    <section className="card settings-section" aria-labelledby={id}>
      <div className="settings-heading">
        <h2 id={id}>{title}</h2>
        {about !== undefined && <p className="hint">{about}</p>}
      </div>
      <div className="settings-controls">{children}</div>
    </section>
  );
}
