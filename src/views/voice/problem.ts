import type { ClusterFailure } from '../../bot/cluster.ts'
import type { Message } from '../../bot/message.ts'
import type { Problem } from '../../bot/problem.ts'
import { duration } from '../../core/duration.ts'
import { code, md, type Mrkdwn } from '../text.ts'
import { asSentence, clip } from './clip.ts'
import { said, sentence } from './sentence.ts'

/** Why there is no result, and what a person can do about it. */
export function problem(problem: Problem, requestId: string): Message {
  switch (problem.kind) {
    case 'sentence':
      return sentence(problem.message)
    case 'cluster':
      return said(failureText(problem.cluster, problem.failure), md`${problem.cluster}`, md`${requestId}`)
  }
}

/** One failure of a cluster in plain words. */
export function failureText(cluster: string, failure: ClusterFailure): Mrkdwn {
  const message = asSentence(clip(failure.message, 1_500))
  switch (failure.kind) {
    case 'unreachable':
      return md`🔌 ${cluster} does not answer: ${message} Nothing was changed. Try again in a minute; if it stays so, tell whoever runs the cluster.`
    case 'resting':
      return md`🔌 ${cluster} has failed several times, so I leave it alone; next try in ${duration(failure.retryInMs)}. Nothing was sent, and writes are refused until then. Last trouble: ${message}`
    case 'busy':
      return md`⏳ I am already asking ${cluster} as much as I may at once. Nothing was sent; try again in a few seconds.`
    case 'unauthorized':
      return md`🔑 ${cluster} does not accept the bot's own credentials: ${message} Ask an admin to renew them. Nothing was changed.`
    case 'forbidden':
      return forbiddenText(cluster, failure.by, message)
    case 'notFound':
      return md`${cluster} says: ${message}`
    case 'conflict':
      return md`⚠ Somebody else changed it in the same moment, or owns that field: ${message} Nothing was changed; look again and ask again.`
    case 'gone':
      return md`${cluster} does not keep what was asked for any more: ${message} Ask again.`
    case 'invalid':
      return md`❌ ${cluster} does not accept this: ${[message, ...causesOf(failure.causes, message)].join(' ')} Nothing was changed.`
    case 'tooMany':
      return tooManyText(cluster, failure, message)
    case 'noAnswer':
      return md`❓ It was sent to ${cluster}, and no answer came: it may or may not have been applied. Look before you try again.`
    case 'refused':
      return md`❌ ${cluster} answered with an error (${failure.status}): ${message}`
  }
}

/** Three can refuse: our policy, the cluster's RBAC for the person, and its RBAC for the bot. These are the last two. */
function forbiddenText(cluster: string, by: 'bot' | 'person', message: string): Mrkdwn {
  switch (by) {
    case 'bot':
      return md`🔒 The bot's own role lacks something in ${cluster}: ${message} Ask an admin to run ${code('npm run rbac')}. Nothing was changed.`
    case 'person':
      return md`🔒 The cluster refused you: Kubernetes RBAC in ${cluster} says: ${message} The bot's policy allowed it; ask whoever runs the cluster for a role binding.`
  }
}

function tooManyText(
  cluster: string,
  { budget, retryInMs }: Extract<ClusterFailure, { kind: 'tooMany' }>,
  message: string,
): Mrkdwn {
  if (budget !== null)
    return md`🛑 The PodDisruptionBudget ${budget} lets no more pods go now: ${message} Nothing was changed.`
  const when = retryInMs === null ? 'in a moment' : `in ${duration(retryInMs)}`
  return md`⏳ ${cluster} asks everybody to slow down: ${message} Nothing was changed; try again ${when}.`
}

/** The server often repeats the causes in its own sentence. */
function causesOf(causes: readonly { field: string; message: string }[], said: string): readonly string[] {
  return causes
    .filter((cause) => !said.includes(cause.message))
    .slice(0, 5)
    .map((cause) =>
      asSentence(clip(cause.field === '' ? cause.message : `${cause.field}: ${cause.message}`, 200)),
    )
}
