import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Services } from './main.tsx';

/** Provides the services to the component tree. */
export const ServicesContext = createContext<Services | null>(null);

/** The services, and `t` for the texts. Throws outside the provider, which is a programming error. */
export function useServices() {
  const services = useContext(ServicesContext);
  const { t } = useTranslation();
  if (services === null) throw new Error('useServices needs a ServicesContext');
  return { ...services, t };
}
