import { useEffect, useState } from 'react';

/** How long the keys are told at the beginning, and after the mouse has moved or a key was pressed, ms. */
const inSight = 6_000;

/** Whether somebody is there: the wall display has just begun, or mouse or keyboard are used. */
export function useAwake(): boolean {
  const [isAwake, setAwake] = useState(true);
  useEffect(() => {
    let timer = setTimeout(() => setAwake(false), inSight);
    const wake = () => {
      clearTimeout(timer);
      setAwake(true);
      timer = setTimeout(() => setAwake(false), inSight);
    };
    const move = ({ movementX, movementY }: PointerEvent) => {
      // A picture that changes below a pointer at rest is told of, too.
      if (movementX !== 0 || movementY !== 0) wake();
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerdown', wake);
    window.addEventListener('keydown', wake);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerdown', wake);
      window.removeEventListener('keydown', wake);
    };
  }, []);
  return isAwake;
}
