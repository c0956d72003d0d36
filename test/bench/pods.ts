export const podsNamespace = 'bench'
export const podCount = 50

/** Whom the cluster is asked for: a viewer, as most people are. */
export const viewer = { user: 'vera@example.com', groups: ['shop-viewers'] } as const

/** Who may change what is there. */
export const operator = { user: 'oscar@example.com', groups: ['shop-operators'] } as const
