import { AppError, systemCode } from '../errors.ts';

/** The AppError `storage` with the file and the system's error code. */
export function storageFault(file: string, cause: unknown): AppError {
  const code = systemCode(cause);
  return new AppError('storage', `${file} cannot be used (${code}).`, {
    cause,
    details: { file, text: code },
  });
}

/** Runs `access`; throws `storage` if the disk refuses. */
export function orStorageFault<T>(file: string, access: () => T): T {
  try {
    return access();
  } catch (error) {
    throw error instanceof AppError ? error : storageFault(file, error);
  }
}
