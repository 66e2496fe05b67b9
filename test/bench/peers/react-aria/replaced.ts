/** The product's files whose place a file of this folder takes, from the root of the repository. */
export const replaced: Readonly<Record<string, string>> = {
  'renderer/ui/button.tsx': 'button.tsx',
  'renderer/ui/icon-button.tsx': 'icon-button.tsx',
  'renderer/navigation.tsx': 'navigation.tsx',
  'renderer/connections/connection-menu.tsx': 'connection-menu.tsx',
  'renderer/settings/settings-menu.tsx': 'settings-menu.tsx',
};
