import type { Clock, KubeObject, Logbook, LogLine } from './types.ts'

const longestRun = 2000

/** Keeps the last lines of each container's current and previous run. */
export function createLogbook({ clock }: { clock: Clock }): Logbook {
  const books = new Map<string, Map<string, Book>>()
  const bookOf = (pod: KubeObject, container: string) => {
    const book = books.get(pod.metadata.uid)?.get(container) ?? { followers: new Set() }
    const ofPod = books.get(pod.metadata.uid) ?? new Map<string, Book>()
    books.set(pod.metadata.uid, ofPod.set(container, book))
    return book
  }
  return {
    append(pod, container, text) {
      const book = bookOf(pod, container)
      const line = { at: clock.now(), text }
      book.current ??= []
      book.current.push(line)
      if (book.current.length > longestRun) book.current.shift()
      for (const follower of book.followers) follower.onLine(line)
    },
    rotate(pod, container) {
      const book = bookOf(pod, container)
      if (book.current !== undefined) book.previous = book.current
      book.current = []
      end(book)
    },
    lines(podUid, container, previous) {
      const book = books.get(podUid)?.get(container)
      return previous ? book?.previous : book?.current
    },
    follow(podUid, container, onLine, onEnd = () => {}) {
      const book = books.get(podUid)?.get(container)
      const follower = { onLine, onEnd }
      book?.followers.add(follower)
      return () => book?.followers.delete(follower)
    },
    forget(podUid) {
      for (const book of books.get(podUid)?.values() ?? []) end(book)
      books.delete(podUid)
    },
  }
}

interface Book {
  current?: LogLine[]
  previous?: LogLine[]
  readonly followers: Set<{ onLine: (line: LogLine) => void; onEnd: () => void }>
}

function end(book: Book): void {
  const followers = [...book.followers]
  book.followers.clear()
  for (const follower of followers) follower.onEnd()
}
