/** What stands where a secret stood. No length and no hash: both help guessing. */
export const mask = '•••'

/** The annotation in which kubectl keeps the whole object as it was applied, a Secret's data included. */
export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
