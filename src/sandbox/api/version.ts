/** What /version says: clients read the minor, people read that this is a simulation. */
export const version = {
  major: '1',
  minor: '37',
  gitVersion: 'v1.37.0+sandbox',
  gitCommit: 'simulation',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: 'none: this is a simulation',
  compiler: 'none',
  platform: 'sandbox/simulation',
} as const
