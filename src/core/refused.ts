/** Why a kubectl verb is not offered, and what to type instead. */
export interface Refusal {
  readonly when: 'not offered' | 'not offered yet'
  readonly because: string
  readonly instead: string
  /** Second words with which the verb is offered after all. */
  readonly except?: RegExp
}

const shell = 'interactive shells cannot be authorised or audited in chat'
const tunnel = 'a chat message cannot carry a connection'
const files = 'what runs should come from your repository, where it is reviewed'
const nodes = 'a node carries the work of many teams'
const repository =
  'change the manifest in your repository; here: set image, scale, rollout restart, rollout undo'

const known = 'every type of the cluster works here by the name that kubectl has for it'
const deletion: Refusal = {
  when: 'not offered',
  because: 'only pods can be deleted here, since their controller makes them anew',
  instead: 'delete pod NAME, scale TYPE/NAME --replicas=0, or remove it in your repository',
  except: /^((pods?|po)(\/.*)?)?$/i,
}
const contexts: Refusal = {
  when: 'not offered',
  because: 'clusters and identities come from the configuration of the bot',
  instead: 'clusters, whoami, and --cluster (-C) to choose one',
}

/** kubectl's verbs, of one word or two, that are known and refused. */
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
  label: { when: 'not offered', because: files, instead: repository },
  annotate: { when: 'not offered', because: files, instead: repository },
  autoscale: { when: 'not offered', because: files, instead: 'get hpa, describe hpa/NAME, scale' },
  'set env': { when: 'not offered yet', because: files, instead: repository },
  'set resources': { when: 'not offered yet', because: files, instead: repository },
  'rollout pause': {
    when: 'not offered yet',
    because: 'a paused rollout is easily forgotten',
    instead: 'rollout status, rollout undo',
  },
  'rollout resume': {
    when: 'not offered yet',
    because: 'its pair, rollout pause, is not either',
    instead: 'rollout status; resume it where it was paused',
  },
  delete: deletion,
  del: deletion,
  rm: deletion,
  deploy: {
    when: 'not offered',
    because: files,
    instead: 'set image TYPE/NAME CONTAINER=IMAGE, rollout restart TYPE/NAME, get deploy',
  },
  top: {
    when: 'not offered yet',
    because: 'the figures of the metrics server are not read',
    instead: 'describe pod/NAME, describe node/NAME, get hpa',
  },
  wait: {
    when: 'not offered',
    because: 'a line is answered once',
    instead: 'rollout status TYPE/NAME; a change that you make here reports its end by itself',
  },
  diff: {
    when: 'not offered',
    because: 'files are not read from chat',
    instead: 'every change shows its diff before it is done; rollout history TYPE/NAME',
  },
  explain: {
    when: 'not offered',
    because: 'the manual of a kind is longer than a message',
    instead: 'kubectl explain on your own machine, or get TYPE NAME -o yaml',
  },
  'api-resources': {
    when: 'not offered',
    because: known,
    instead: 'get TYPE, get crd',
  },
  'api-versions': {
    when: 'not offered',
    because: known,
    instead: 'get TYPE, get TYPE.GROUP',
  },
  version: { when: 'not offered', because: 'clusters tells it already', instead: 'clusters' },
  'cluster-info': {
    when: 'not offered',
    because: 'addresses of clusters stay out of chat',
    instead: 'clusters, get nodes',
  },
  auth: { when: 'not offered', because: 'whoami tells what you may do here', instead: 'whoami' },
  'config view': contexts,
  'config get-contexts': contexts,
  'config current-context': contexts,
  'config use-context': contexts,
  plugin: { when: 'not offered', because: 'nothing from your machine runs here', instead: 'help' },
}

/** The sentence for words that begin with a refused verb; undefined when they do not. */
export function refusal([first = '', second = '']: readonly string[]): string | undefined {
  const verb = first.toLowerCase()
  const pair = `${verb} ${second.toLowerCase()}`
  const key = Object.hasOwn(refusals, pair) ? pair : verb
  if (!Object.hasOwn(refusals, key)) return undefined
  const found = refusals[key]
  if (!found || found.except?.test(second)) return undefined
  const said = found.except ? pair : key
  return `${said} is ${found.when}: ${found.because}. Instead: ${found.instead}.`
}
