import { type ReactNode, useId } from 'react';

interface Props {
  readonly title: string;
  /** What it is about. */
  readonly about?: string;
  /** For a heading that gets the focus from elsewhere. */
  readonly headingId?: string;
  readonly children: ReactNode;
}

/** A part of the settings, under a heading of its own. */
export function SettingsSection({ title, about, headingId, children }: Props) {
  const ownId = useId();
  const id = headingId ?? ownId;
  return (
    <section className="card settings-section" aria-labelledby={id}>
      <div className="settings-heading">
        <h2 id={id} tabIndex={headingId === undefined ? undefined : -1}>
          {title}
        </h2>
        {about !== undefined && <p className="hint">{about}</p>}
      </div>
      <div className="settings-controls">{children}</div>
    </section>
  );
}
