import type { Life } from './life.ts'
import type { Container, Pod } from './types.ts'

interface Speaker {
  readonly name: string
  readonly image: string
}

const PATHS = [
  '/cart',
  '/products?page=2',
  '/products/1138',
  '/orders',
  '/healthz',
  '/basket/items',
  '/search?q=tea',
]
const CHORES = ['send-receipt', 'resize-image', 'sync-stock', 'expire-basket', 'export-orders']

/** What an app says when it comes up. */
export function writeGreeting({ logbook, clock }: Life, pod: Pod, { name, image }: Speaker): void {
  const time = new Date(clock.now()).toISOString()
  logbook.append(pod, name, `${time} INFO  starting ${image.split('/').at(-1)}`)
  logbook.append(pod, name, `${time} INFO  configuration loaded from environment`)
  logbook.append(pod, name, `${time} INFO  listening on :8080`)
}

/** What an app says before it dies, if it has the time. */
export function writeFarewell(life: Life, pod: Pod, { name }: Speaker, reason: string): void {
  const time = new Date(life.clock.now()).toISOString()
  for (const line of lastWords(reason, time)) life.logbook.append(pod, name, line)
}

/** What an app says while it works. */
export function writeChatter(life: Life, pod: Pod, container: Container): void {
  const time = new Date(life.clock.now()).toISOString()
  const pick = (words: readonly string[]): string => words[Math.floor(life.random() * words.length)] ?? ''
  const took = 2 + Math.floor(life.random() * 60)
  const client = `10.244.${Math.floor(life.random() * 3)}.${2 + Math.floor(life.random() * 200)}`
  const status = life.random() < 0.97 ? 200 : 404
  const line = /worker|job/.test(container.name)
    ? `${time} INFO  job done name=${pick(CHORES)} took=${took}ms`
    : `${time} INFO  ${client} "GET ${pick(PATHS)} HTTP/1.1" ${status} ${took * 37} ${took}ms`
  life.logbook.append(pod, container.name, line)
}

function lastWords(reason: string, time: string): readonly string[] {
  switch (reason) {
    case 'Completed':
      return [`${time} INFO  finished, 1204 rows migrated`]
    case 'OOMKilled':
      return [`${time} INFO  loading model into memory`, `${time} WARN  heap is at 97 % of its limit`]
    default:
      return [
        `${time} ERROR cannot connect to database orders-db:5432: connection refused`,
        'Error: connect ECONNREFUSED 10.96.14.20:5432',
        '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1637:16)',
        '    at Pool.connect (/app/src/database.js:41:11)',
        '    at start (/app/src/main.js:17:3)',
      ]
  }
}
