/** A Slack account, as Slack tells it now. Names are never compared: ids are. */
export interface Account {
  readonly team: string
  readonly user: string
  /** Only when Slack says that it is confirmed. */
  readonly email: string | null
  readonly usergroups: readonly string[]
  /** Why this account may not act at all, if so. */
  readonly barred: 'deactivated' | 'bot' | 'guest' | 'stranger' | 'foreign' | 'unknown' | null
}
