import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { call } from './api/call.ts'
import type { Fault, Faults } from './faults.ts'
import { respond } from './response-url.ts'
import { text, type Args, type World } from './world.ts'

/** Slack's HTTP side: the Web API, response URLs and uploads. */
export async function startServer(world: World, faults: Faults): Promise<Server> {
  const server = createServer((request, response) => {
    handle(world, faults, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  world.url = `http://127.0.0.1:${address.port}`
  return server
}

async function handle(
  world: World,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request)
  const [, place = '', name = ''] = (request.url ?? '').split('/')
  if (place === 'api') return webApi({ world, faults }, name, { request, body }, response)
  if (place === 'response') {
    const answer = respond(world, name, JSON.parse(body))
    response.writeHead(answer.status).end(answer.text)
    return
  }
  const file = world.files.find(({ id }) => place === 'upload' && id === name)
  if (file === undefined) return void response.writeHead(404).end()
  file.content = await uploaded(body, request.headers['content-type'] ?? '')
  response.writeHead(200).end(`OK - ${file.content.length}`)
}

function webApi(
  { world, faults }: { world: World; faults: Faults },
  method: string,
  { request, body }: { request: IncomingMessage; body: string },
  response: ServerResponse,
): void {
  const args = argsOf(body)
  const token = request.headers.authorization?.replace('Bearer ', '') ?? text(args, 'token')
  const fault = faults.take(method)
  if (fault === undefined) return json(response, call(world, method, token, args))
  if (fault.after === 'applied') call(world, method, token, args)
  else world.calls.push({ method, args })
  fail(fault, response)
}

function fail(fault: Fault, response: ServerResponse): void {
  if (fault.drop === true) return void response.socket?.destroy()
  if (fault.error !== undefined) return json(response, { ok: false, error: fault.error })
  const wait = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  response.writeHead(fault.status ?? 503, wait).end('<html>Slack is having trouble</html>')
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Forms, with JSON in the fields that are no plain text. */
function argsOf(body: string): Args {
  const args: Record<string, unknown> = {}
  for (const [name, value] of new URLSearchParams(body)) {
    args[name] = /^[[{]/.test(value) && structured.has(name) ? JSON.parse(value) : value
  }
  return args
}

const structured = new Set(['blocks', 'metadata', 'view', 'files'])

/** The bytes as they are, or the one file of a form. */
async function uploaded(body: string, type: string): Promise<string> {
  if (!type.startsWith('multipart/form-data')) return body
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  const [file] = [...form.values()]
  return file instanceof File ? file.text() : (file ?? '')
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}
