/** Who refused, so that a person knows whom to ask. */
export type Refuser =
  | 'team'
  | 'account'
  | 'person'
  | 'channel'
  | 'cluster'
  | 'namespace'
  | 'ceiling'
  | 'permission'
  | 'limit'
  | 'approvers'

export interface Denial {
  readonly by: Refuser
  /** A whole sentence: what was refused, and what to do instead. */
  readonly message: string
}
