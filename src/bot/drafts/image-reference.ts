import { done, failed, type Outcome } from '../../core/outcome.ts'

export interface ImageReference {
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
}

/** Reads `registry:5000/team/api:1.9.0@sha256:…`; the failure says what is wrong with it. */
export function readImage(text: string): Outcome<ImageReference, string> {
  const [beforeDigest = '', digest, ...moreDigests] = text.split('@')
  if (moreDigests.length > 0) return failed(wrong(text, 'it has more than one @'))
  if (digest !== undefined && !/^[a-z0-9]+:[0-9a-f]{32,128}$/.test(digest)) {
    return failed(wrong(text, 'a digest looks like @sha256: and 64 digits'))
  }
  const slash = beforeDigest.lastIndexOf('/')
  const colon = beforeDigest.indexOf(':', slash + 1)
  const repository = colon < 0 ? beforeDigest : beforeDigest.slice(0, colon)
  const tag = colon < 0 ? null : beforeDigest.slice(colon + 1)
  if (tag !== null && !/^\w[\w.-]{0,127}$/.test(tag)) {
    return failed(wrong(text, 'a tag is made of letters, digits, dots, dashes and underscores'))
  }
  const complaint = repositoryComplaint(repository)
  return complaint === undefined
    ? done({ repository, tag, digest: digest ?? null })
    : failed(wrong(text, complaint))
}

/** Whether the same reference may be another image tomorrow. */
export function movesByItself({ tag, digest }: ImageReference): boolean {
  return digest === null && (tag === null || tag === 'latest')
}

function wrong(text: string, why: string): string {
  return `"${text}" is no image reference: ${why}. It looks like registry/team/api:1.9.0. Nothing was done.`
}

function repositoryComplaint(repository: string): string | undefined {
  if (repository === '') return 'it has no name'
  if (repository.length > 255) return 'its name is longer than 255 characters'
  const [head = '', ...rest] = repository.split('/')
  const isHost = rest.length > 0 && (/[.:]/.test(head) || head === 'localhost')
  if (isHost && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(head)) return `"${head}" is no registry`
  const parts = isHost ? rest : [head, ...rest]
  const bad = parts.find((part) => !/^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/.test(part))
  if (bad === undefined) return undefined
  if (bad === '') return 'a part of its name is empty'
  return bad === bad.toLowerCase() ? `"${bad}" is no image name` : `"${bad}" has capital letters`
}
