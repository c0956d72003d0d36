/** What stands where a secret stood. No length and no hash: both help guessing. */
export const mask = '•••'

/** How a key ends when its value is a secret: `password`, `DB_PASSWORD`, `clientSecret`, `x-api-key`. */
export const sensitive =
  '(?:passw(?:or)?ds?|passphrase|[a-z_-]pwd|secret|token|(?:api|access|account|private|secret|signing|encryption|master)[_.-]?key|authorization|cookie|bearer)'

const sensitiveKey = new RegExp(`${sensitive}(?:[_-]?(?:\\d+|b64|base64))?$`, 'i')

/** Whether what is kept under this name is a secret. `secretName` and `PASSWORD_FILE` only say where it is. */
export function isSensitiveKey(key: string): boolean {
  return sensitiveKey.test(key.slice(-80))
}

/** The annotation in which kubectl keeps the whole object as it was applied, a Secret's data included. */
export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
