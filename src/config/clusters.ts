import { z } from 'zod'

const common = {
  /** What people type after `--cluster`; also the label of its metrics. */
  name: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/, 'small letters, digits, dots and dashes'),
  timeouts: z
    .strictObject({
      callMs: z.int().min(100).max(120_000).default(10_000),
      connectMs: z.int().min(100).max(60_000).default(3000),
    })
    .default({ callMs: 10_000, connectMs: 3000 }),
}

/** How one cluster is reached: exactly one of a kubeconfig's context, the own ServiceAccount, or a server with a token. */
export const ClusterConfig = z.union(
  [
    z.strictObject({ ...common, kubeconfig: z.string().min(1), context: z.string().min(1) }),
    z.strictObject({ ...common, inCluster: z.literal(true) }),
    z.strictObject({
      ...common,
      server: z.url({ protocol: /^https?$/ }),
      tokenFile: z.string().min(1),
      caFile: z.string().min(1),
    }),
  ],
  {
    error:
      'A cluster has a name and exactly one of: kubeconfig with context; inCluster: true; server with tokenFile and caFile',
  },
)
export type ClusterConfig = z.output<typeof ClusterConfig>
