import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { createBot } from '../../../src/bot/bot.ts'
import { randomIds } from '../../../src/bot/ids.ts'
import { connectClusters } from '../../../src/kube/clusters.ts'
import { openStore } from '../../../src/store/store.ts'
import { createVoice } from '../../../src/views/voice.ts'
import { account } from '../../support/policy.ts'
import { companyPolicy } from '../../support/whole/people.ts'

/** The bot without Slack, in a process that can be killed: takes up what was left, and confirms one request. */
const [database = '', kubeconfig = ''] = process.argv.slice(2)
const ignore = () => {}
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
const meter = {
  command: ignore,
  denial: ignore,
  approval: ignore,
  answered: ignore,
  clusterCall: ignore,
  duplicateRisk: ignore,
}

// Who is killed cannot leave what it compiled to the next one.
flushCompileCache()
process.send?.('ready')
const [approvalId] = await once(process, 'message')
const store = await openStore({ file: database })
const timeouts = { callMs: 2_000, connectMs: 1_000 }
const bot = createBot({
  store,
  clusters: connectClusters([{ name: 'demo', kubeconfig, context: 'sandbox', timeouts }], { log, meter }),
  directory: {
    account: async (_, user) => account(user, { team: 'T1' }),
    isShared: async () => false,
    isMember: async () => true,
  },
  policy: () => companyPolicy,
  commands: [],
  voice: createVoice({ slash: '/k8s' }),
  clock: { now: Date.now },
  ids: randomIds,
  log,
  meter,
  wake: ignore,
  pause: async (milliseconds) => pause(milliseconds / 1_000),
  undoForMs: 1_800_000,
  commandTimeoutMs: 30_000,
  keepForMs: 1_000_000,
  slash: '/k8s',
  settings: () => [],
})
process.send?.('begun')
const answered = bot.click({
  id: randomIds.request(),
  person: { team: 'T1', user: 'U1OSCAR' },
  place: { channel: 'C1DEV', thread: null, direct: false },
  reply: { answer: async () => {}, replace: async () => {} },
  signal: new AbortController().signal,
  action: 'rm:confirm',
  value: String(approvalId),
  messageTs: null,
  open: null,
})
await bot.recover()
await answered
