import { mask } from './mask.ts'
import { isSensitiveKey } from './sensitive-key.ts'

const between = '(?:[ \\t]+|\\\\{0,7}["\'],\\s{0,256}(?=\\\\{0,7}["\'])|\\\\{0,7}["\']?\\n[ \\t]{0,256}- +)'
const quoted = '(\\\\{0,7}["\'])(?!--)[^"\'\\\\\\n]{1,4096}'
const bare = '[^\\s"\'\\\\,\\]-][^\\s"\'\\\\]*'
const flagged = new RegExp(`(?<![\\w-])(--?([A-Za-z][\\w.-]{0,80})${between})(?:${quoted}|${bare})`, 'g')
const login =
  /(?<![\w-])((?:-u|--(?:proxy-)?user)(?:[ \t=]+|["'],\s{0,64})["']?)([^\s:"'=]{1,128}):([^\s"']{1,256})/g

/** Masks what follows a flag whose name says that it takes a secret, in a command line and in a list of arguments. */
export function maskFlags(text: string): string {
  if (!text.includes('-')) return text
  return text
    .replace(flagged, (whole: string, head: string, name: string, quote: string | undefined) =>
      isSensitiveKey(name) ? `${head}${quote ?? ''}${mask}` : whole,
    )
    .replace(login, (whole: string, head: string, user: string, password: string) =>
      isId(user) && isId(password) ? whole : `${head}${user}:${mask}`,
    )
}

/** Whether an argument is the secret that the one before it announced: `--db-password`, `hunter2`. */
export function flagTakesSecret(flag: string, argument: string): boolean {
  const name = /^--?([A-Za-z][\w.-]*)$/.exec(flag)?.[1]
  if (name === undefined || argument.startsWith('--')) return false
  return isSensitiveKey(name) || (/^(?:u|user|proxy-user)$/.test(name) && isLogin(argument))
}

function isLogin(argument: string): boolean {
  const [user = '', password] = argument.split(':')
  return password !== undefined && password !== '' && !(isId(user) && isId(password))
}

/** `docker run -u 1000:1000` is a user and a group. */
function isId(text: string): boolean {
  return /^\d+$/.test(text)
}
