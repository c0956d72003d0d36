import type { Method } from '../world.ts'
import { refuse, text } from '../world.ts'

const getUploadUrl: Method = (world, args) => {
  const name = text(args, 'filename')
  if (name === '' || args['length'] === undefined) return refuse('invalid_arguments')
  const id = world.nextId('F')
  world.files.push({ id, name, content: null, channel: null })
  return { ok: true, upload_url: `${world.url}/upload/${id}`, file_id: id }
}

const completeUpload: Method = (world, args) => {
  const channel = world.channels.get(text(args, 'channel_id'))
  if (channel === undefined) return refuse('channel_not_found')
  const given: unknown = args['files']
  const ids = Array.isArray(given) ? given.map((one: { id?: unknown }) => one.id) : []
  const files = world.files.filter(({ id }) => ids.includes(id))
  if (files.length === 0 || files.some(({ content }) => content === null)) return refuse('file_not_found')
  for (const file of files) file.channel = channel.id
  return { ok: true, files: files.map(({ id }) => ({ id })) }
}

export const files: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
}
