/** One flag of the grammar. Which command takes which is the command's own business. */
export interface Flag {
  readonly name: string
  readonly short?: string
  readonly type: 'value' | 'switch' | 'number' | 'duration'
  /** May be given more than once. Every other flag given twice is an error: the last must not win silently. */
  readonly list?: true
  readonly help: string
}

/** Every flag there is, named as kubectl names it where kubectl has it. */
export const flags: readonly Flag[] = [
  { name: 'namespace', short: 'n', type: 'value', help: 'The namespace to look in' },
  { name: 'all-namespaces', short: 'A', type: 'switch', help: 'Every namespace you may see here' },
  { name: 'cluster', short: 'C', type: 'value', help: 'The cluster to ask' },
  { name: 'selector', short: 'l', type: 'value', help: 'Only objects with these labels: app=api,tier!=db' },
  { name: 'field-selector', type: 'value', help: 'Only objects with these fields: status.phase=Failed' },
  { name: 'output', short: 'o', type: 'value', help: 'How to print it: wide, yaml, json or name' },
  { name: 'container', short: 'c', type: 'value', help: 'The container to read' },
  { name: 'previous', short: 'p', type: 'switch', help: 'The log of the container before its last restart' },
  { name: 'tail', type: 'number', help: 'How many of the last lines' },
  { name: 'since', type: 'duration', help: 'How far back: 10m, 2h, 1d' },
  { name: 'timestamps', type: 'switch', help: 'Begin each log line with its time' },
  {
    name: 'grep',
    short: 'g',
    type: 'value',
    help: 'Only lines that contain this text (plain text, not a regex)',
  },
  { name: 'invert-match', type: 'switch', help: 'With --grep: only lines that do not contain it' },
  { name: 'ignore-case', type: 'switch', help: 'With --grep: upper and lower case are the same' },
  { name: 'replicas', type: 'number', help: 'How many copies to run' },
  { name: 'to-revision', type: 'number', help: 'The revision to go back to' },
  { name: 'revision', type: 'number', help: 'The revision to show in detail' },
  { name: 'reason', type: 'value', help: 'Why, for the people who approve and for the audit' },
  { name: 'limit', type: 'number', help: 'The most rows to show' },
  { name: 'user', type: 'value', help: 'Only what this person did' },
  { name: 'writes', type: 'switch', help: 'Only what changed something' },
  { name: 'help', short: 'h', type: 'switch', help: 'What this command does and takes' },
]

const yourself =
  'you are always yourself here: every call is made as the Kubernetes user that the policy gives you'
const still = 'a message does not stream'
const watch = `${still}; type the line again, or follow a rollout with rollout status TYPE/NAME`
const waiting = 'leave it out: a change reports its end by itself; or look with rollout status TYPE/NAME'
const address = 'clusters are named in the configuration; choose one with --cluster (-C)'

/** kubectl's flags that would go around who you are, where you are or what was approved, each with the reason. */
export const refusedFlags: Readonly<Record<string, string>> = {
  as: yourself,
  'as-group': yourself,
  'as-uid': yourself,
  token: 'credentials do not belong in a chat; if you just pasted one, revoke it now',
  username: 'credentials do not belong in a chat; if you just pasted one, revoke it now',
  password: 'credentials do not belong in a chat; if you just pasted one, revoke it now',
  server: address,
  kubeconfig: address,
  context: address,
  'certificate-authority': address,
  'client-certificate': address,
  'client-key': address,
  'insecure-skip-tls-verify': 'a cluster that cannot prove who it is gets no commands',
  force: 'nothing skips the checks; leave it out and the change is planned, shown and confirmed',
  'grace-period': 'pods always get the grace period that they asked for; leave it out',
  now: 'pods always get the grace period that they asked for; leave it out',
  yes: 'every change is confirmed or approved with a button; leave it out',
  filename: 'files are not applied from chat; change them where they live, in your repository',
  follow: `${still}; ask with --since 1m --tail 100, and again when you need more`,
  watch,
  'watch-only': watch,
  wait: waiting,
  timeout: waiting,
  'all-containers': 'one container is shown at a time; choose it with -c, and see their names with describe',
  'since-time': 'say how far back instead: --since 10m',
  'show-labels': 'labels are shown by get TYPE NAME -o yaml; to find by them use -l app=api',
  'sort-by': 'rows come in the order of the cluster; narrow them with -l, --field-selector or | grep TEXT',
  all: 'a change is for one object that is named; to see all of a kind type get TYPE, everywhere with -A',
  'dry-run':
    'leave it out: every change is tried on the server and shown first, and nothing is done before a click',
  'no-headers': 'leave it out; for bare names to copy use -o name',
}

/** Letters that kubectl users type from habit, each with the reason why it is refused. */
export const refusedShorts: Readonly<Record<string, string>> = {
  s: address,
  f: `${still}, and files are not applied from chat; for logs ask with --since 1m --tail 100, and again when you need more`,
  w: watch,
}
