/** What an Electron event hands its listeners: details, and a way to prevent what comes next. */
export type Preventable<T extends object> = T & { preventDefault(): void; defaultPrevented: boolean };

/** An event object carrying `details`; read `defaultPrevented` after it was emitted. */
export function preventable<T extends object>(details: T): Preventable<T> {
  const event = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(details));
  return Object.assign(event, {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  });
}
