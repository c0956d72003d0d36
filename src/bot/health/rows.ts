import type { Table } from '../cluster.ts'

/** How many rows of a server's table are not as they should be; null for kinds whose table does not tell. */
export function notReadyRows({ columns, rows }: Table): number | null {
  const at = (name: string): number => columns.findIndex((column) => column.name === name)
  const [ready, status, desired] = [at('Ready'), at('Status'), at('Desired')]
  if (ready < 0 && status < 0) return null
  const judged = rows.map(({ cells }) =>
    isReady({ ready: cells[ready], status: cells[status], desired: cells[desired] }),
  )
  if (judged.every((one) => one === null)) return null
  return judged.filter((one) => one === false).length
}

interface Cells {
  readonly ready: string | undefined
  readonly status: string | undefined
  readonly desired: string | undefined
}

function isReady({ ready, status, desired }: Cells): boolean | null {
  if (status === 'Completed' || status === 'Succeeded') return true
  const share = /^(\d+)\/(\d+)$/.exec(ready ?? '')
  if (share) return share[1] === share[2]
  if (desired !== undefined && ready !== undefined) return desired === ready
  if (ready === 'True' || ready === 'False') return ready === 'True'
  if (status !== undefined && /^(Not)?Ready\b/.test(status)) return status.startsWith('Ready')
  return null
}
