import { createContext, useContext } from 'react';
import type { Services } from './main.tsx';

/** Provides the services to the component tree. */
export const ServicesContext = createContext<Services | null>(null);

/** The services; throws outside the provider, which is a programming error. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices needs a ServicesContext');
  return services;
}
