/** Whether what is kept under this name is a secret. `secretName` and `PASSWORD_FILE` only say where it is. */
export function isSensitiveKey(key: string): boolean {
  return endsSensitive(key) || saysSecret(key)
}

const ending =
  /(?:passw(?:or)?ds?|passphrase|[a-z_-]pwd|secret|token|(?:api|access|account|private|secret|signing|encryption|master)[_.-]?key|authorization|cookie|bearer)(?:[_-]?(?:\d+|b64|base64))?$/i

/** A name that ends with the word, whatever is glued to its front: `DB_PASSWORD`, `clientSecret`, `x-api-key`. */
export function endsSensitive(key: string): boolean {
  return ending.test(key.slice(-80)) && !plainNames.has(lettersOf(key))
}

/** Names of Kubernetes and of shells that sound like secrets and hold none. */
const plainNames = new Set([
  'auth',
  'pwd',
  'oldpwd',
  'imagepullsecret',
  'imagepullsecrets',
  'pullsecret',
  'pullsecrets',
  'automountserviceaccounttoken',
  'serviceaccounttoken',
])

/** Only one word long, these are a secret in one spelling and a harmless word in the others. */
const loneSecret = /^(?:["']?auth|pwd|Pwd|credentials?|dockerconfigjson|\.?dockercfg|pgpass)$/

function saysSecret(key: string): boolean {
  const name = key.slice(key.lastIndexOf('/') + 1).slice(-128)
  if (loneSecret.test(name)) return true
  if (plainNames.has(lettersOf(name))) return false
  const words = wordsOf(name)
  if (words.length === 0 || tellsAbout.has(words.at(-1) ?? '')) return false
  if (words.some((word, index) => isStrong(word, words, index))) return true
  const meant = withoutVariant(words)
  return meant.length > 1 && isWeak(meant.at(-1) ?? '', meant.at(-2) ?? '')
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '')
}

/** `dbPassword`, `DB_PASSWORD`, `db.password` and `DBPassword` are two words each. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
}

/** With these at its end a name tells something about a secret or where it lies, or is a host name. */
const tellsAbout = new Set(
  `name names namespace file files filename path paths dir directory ref refs reference selector policy policies
  provider providers type types kind url uri endpoint host port expiry expires expiration ttl age length rotation
  enabled disabled count counts total used min max size timeout seconds minutes algorithm method mode class store
  volume mount audience issuer header field index template review reviews limit limits rate usage usages format
  required hint service server controller manager operator version io com org net dev local svc`.split(/\s+/),
)

const strong =
  /^(?:.*(?:passwords?|passwd|passwds|passphrase)|.{0,8}(?:secret|token)|credentials?|creds|bearer|cookie|authorization|dockerconfigjson|dockercfg|apikeys?|(?:pg|db|my|mysql|sql|redis|smtp|ftp|user|root|admin|mail|ldap|rpc)pass)$/
const keyOwner = /^(?:api|access|account|private|secret|signing|encryption|master)$/

function isStrong(word: string, words: readonly string[], index: number): boolean {
  if (strong.test(word)) return true
  if (/^(?:secrets|tokens)$/.test(word)) return index > 0 && !counted.has(words[index - 1] ?? '')
  const isOwned = /^keys?$/.test(word) && keyOwner.test(words[index - 1] ?? '')
  return isOwned && words[index + 1] !== 'id'
}

/** `max_tokens` and `count/secrets` are numbers. */
const counted = new Set(['max', 'min', 'total', 'input', 'output', 'prompt', 'completion', 'count', 'used'])

/** `API_KEY_PROD` and `STRIPE_KEY_OLD` are keys too. */
function withoutVariant(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? ''
  return variants.has(last) && words.length > 1 ? withoutVariant(words.slice(0, -1)) : words
}

const variants = new Set(
  'prod production staging stage dev test live new old next prev previous current backup value base primary secondary b'.split(
    ' ',
  ),
)

/** Words that are a secret only as somebody's: `REDIS_AUTH`, `DB_PASS`, `tls.key`. */
function isWeak(word: string, owner: string): boolean {
  if (word === 'key' || word === 'keys') return !plainKeys.has(owner)
  return word === 'auth' || word === 'pass' || word === 'pwd'
}

const plainKeys = new Set(
  `topology public primary foreign partition sort routing cache label labels annotation annotations group order
  selector map index row message object search lookup dedupe idempotency registry match unique host config metadata
  field node taint data hot answer up down arrow any first last duplicate missing unknown no invalid find a the this
  find remote property`.split(/\s+/),
)
