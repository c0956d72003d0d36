/** Why a kubectl verb is not offered, and what to type instead. */
export interface Refusal {
  readonly when: 'not offered' | 'not offered yet'
  readonly because: string
  readonly instead: string
}

const shell = 'interactive shells cannot be authorised or audited in chat'
const tunnel = 'a chat message cannot carry a connection'
const files = 'what runs should come from your repository, where it is reviewed'
const nodes = 'a node carries the work of many teams'
const repository =
  'change the manifest in your repository; here: set image, scale, rollout restart, rollout undo'

/** kubectl's verbs that are known and refused. */
export const refusals: Readonly<Record<string, Refusal>> = {
  exec: { when: 'not offered', because: shell, instead: 'logs, describe, events' },
  attach: { when: 'not offered', because: shell, instead: 'logs --since 5m' },
  debug: { when: 'not offered', because: shell, instead: 'describe, logs --previous, events' },
  'port-forward': {
    when: 'not offered',
    because: tunnel,
    instead: 'kubectl port-forward on your own machine',
  },
  proxy: { when: 'not offered', because: tunnel, instead: 'get, describe' },
  cp: { when: 'not offered', because: 'files of a container may hold anything', instead: 'logs' },
  edit: { when: 'not offered', because: 'there is no editor in chat', instead: repository },
  apply: { when: 'not offered yet', because: files, instead: repository },
  create: { when: 'not offered yet', because: files, instead: repository },
  replace: { when: 'not offered', because: files, instead: repository },
  patch: {
    when: 'not offered',
    because: 'a raw patch is hard to judge for an approver',
    instead: repository,
  },
  run: { when: 'not offered', because: files, instead: repository },
  expose: { when: 'not offered', because: files, instead: repository },
  kustomize: { when: 'not offered', because: files, instead: repository },
  drain: { when: 'not offered yet', because: nodes, instead: 'describe node NAME, get pods -A' },
  cordon: { when: 'not offered yet', because: nodes, instead: 'describe node NAME' },
  uncordon: { when: 'not offered yet', because: nodes, instead: 'describe node NAME' },
  taint: { when: 'not offered yet', because: nodes, instead: 'describe node NAME' },
  certificate: { when: 'not offered', because: 'it hands out identities', instead: 'get csr' },
}

/** The sentence for a line that begins with a refused verb; undefined when it does not. */
export function refusal(line: string): string | undefined {
  const verb = /^\s*(\S+)/.exec(line)?.[1]?.toLowerCase() ?? ''
  if (!Object.hasOwn(refusals, verb)) return undefined
  const found = refusals[verb]
  return found && `${verb} is ${found.when}: ${found.because}. Instead: ${found.instead}.`
}
