import type { Message } from '../bot/message.ts'
import { codeBlock, section } from '../views/blocks.ts'
import { md } from '../views/text.ts'
import { demoTokens } from './workspace.ts'

/** Says in the two channels that matter what to type there, so that nobody begins before an empty page. */
export async function welcome(slackUrl: string): Promise<void> {
  await Promise.all(
    Object.entries(welcomes).map(([channel, message]) =>
      fetch(`${slackUrl}/api/chat.postMessage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${demoTokens.bot}` },
        body: JSON.stringify({ channel, ...message }),
      }),
    ),
  )
}

const welcomes: Readonly<Record<string, Message>> = {
  C1SHOPOPS: message(
    '👋 Here changes to the shop need the approval of somebody else.',
    [
      '/k8s get pods',
      '/k8s describe deploy/search',
      '/k8s set image deploy/api api=registry.example/shop/api:1.9.0 --reason "fix login"',
    ],
    'Be Oscar (top right) to ask for a change, then Ada to approve it.',
  ),
  C1DEV: message(
    '👋 Here you confirm your own changes: the namespace dev is not protected.',
    ['/k8s get deploy', '/k8s scale deploy/web', '/k8s help'],
    'Be Oscar or Olga (top right). Vera may only look.',
  ),
}

function message(headline: string, lines: readonly string[], advice: string): Message {
  return {
    text: headline,
    blocks: [
      section(md`${headline} Type one of these:`),
      codeBlock(lines.join('\n')),
      section(md`${advice}`),
    ],
  }
}
