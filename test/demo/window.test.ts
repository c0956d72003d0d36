import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openWindow } from '../../src/demo/window.ts'
import { freePort } from '../support/ports.ts'

test('a Slack that closes the connections that it kept alive is not noticed', async () => {
  const served = new WeakSet<Socket>()
  // What local-slack does after five idle seconds: whoever comes again on the same connection finds it shut.
  const slack = createServer((request, response) => {
    if (served.has(request.socket)) return void request.socket.destroy()
    served.add(request.socket)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
  })
  const page = await windowTo(slack)
  const answers: number[] = []
  for (let asked = 0; asked < 3; asked += 1) {
    const answer = await fetch(page)
    await answer.text()
    answers.push(answer.status)
  }
  expect(answers).toEqual([200, 200, 200])
})

test('a Slack that is not there is said', async () => {
  const slack = createServer()
  const page = await windowTo(slack)
  await new Promise((resolve) => slack.close(resolve))
  const answer = await fetch(page)
  expect(answer.status).toBe(502)
  expect(await answer.text()).toBe('The local Slack does not answer.')
})

async function windowTo(slack: Server): Promise<string> {
  const slackPort = await freePort()
  await new Promise<void>((resolve) => slack.listen(slackPort, '127.0.0.1', resolve))
  onTestFinished(() => {
    slack.closeAllConnections()
    slack.close()
  })
  const port = await freePort()
  const window = await openWindow(port, slackPort)
  if (!window.ok) throw new Error(window.failure)
  onTestFinished(window.value.close)
  return `http://127.0.0.1:${port}/`
}
