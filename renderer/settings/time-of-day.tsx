import { useId } from 'react';
import { useTimes } from '../ui/use-now.ts';

interface Props {
  readonly label: string;
  /** As "HH:MM". */
  readonly time: string;
  readonly onChange: (time: string) => void;
}

/**
 * A time of day, chosen in half hours. A field of the browser would show it as the system does, whatever language the window
 * has.
 */
export function TimeOfDay({ label, time, onChange }: Props) {
  const id = useId();
  const times = useTimes();
  return (
    <div className="option">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="text-field" value={time} onChange={({ target }) => onChange(target.value)}>
        {halfHoursWith(time).map((each) => (
          <option key={each} value={each}>
            {times.timeOfDay(each)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Every half hour of a day, and this time, which may have been set otherwise. */
function halfHoursWith(time: string): string[] {
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  return [...new Set([...hours.flatMap((hour) => [`${hour}:00`, `${hour}:30`]), time])].sort();
}
