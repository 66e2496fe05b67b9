import { fileSystem, policyFile, readPolicyFile } from './policy-file.ts';
import type { PolicySource } from './policy-source.ts';

/**
 * The policy sources of this system, strongest first; empty on an unmanaged computer. Throws `policy` if a source
 * cannot be read or trusted: it might forbid everything.
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
