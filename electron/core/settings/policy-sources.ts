import { fileSystem, policyFile, readPolicyFile } from './policy-file.ts';
import type { PolicySource } from './policy-source.ts';

/**
 * Every place of this system that says something, the strongest first; none on a computer that nobody manages. Throws
 * `policy` when a place cannot be read or trusted: it might have forbidden everything.
 */
export async function readPolicySources(
  platform: NodeJS.Platform = process.platform,
): Promise<PolicySource[]> {
  if (platform === 'win32') {
    const { readRegistryPolicy } = await import('./policy-registry.ts');
    return readRegistryPolicy();
  }
  if (platform === 'darwin') {
    const { readManagedPreferences } = await import('./policy-preferences.ts');
    return readManagedPreferences();
  }
  return readPolicyFile(policyFile, fileSystem);
}
