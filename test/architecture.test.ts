import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Which folders of src/ a folder may import from, besides itself. Files at the top of src/ wire everything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  bot: ['core'],
  views: ['core', 'bot'],
  commands: ['core', 'bot', 'views'],
  kube: ['core', 'bot', 'config'],
  slack: ['core', 'bot', 'views', 'config'],
  store: ['core', 'bot', 'config'],
  sandbox: ['core', 'bot', 'config'],
  config: ['core', 'bot'],
  http: ['core', 'bot'],
  // It wires everything, as the files at the top do.
  // The demo wires everything, as the top of src/ does.
  demo: [
    'core',
    'bot',
    'views',
    'commands',
    'kube',
    'slack',
    'store',
    'sandbox',
    'config',
    'http',
    'roundsman.ts',
  ],
  rbac: ['core'],
  doctor: ['core', 'bot', 'config', 'kube', 'slack', 'store', 'rbac'],
}

/** Which packages a folder may load; anything else may at most be imported as a type, where `types` says so. */
const mayLoad: Readonly<
  Record<string, { readonly packages: readonly string[]; readonly types?: readonly string[] }>
> = {
  core: { packages: ['zod'] },
  bot: { packages: ['zod', 'node:crypto'], types: ['@kubernetes/client-node', '@slack/types'] },
  views: { packages: ['yaml', 'zod'], types: ['@slack/types'] },
  commands: { packages: ['zod', 'yaml'], types: ['@slack/types', '@kubernetes/client-node'] },
  kube: { packages: ['@kubernetes/client-node', 'undici', 'cockatiel', 'zod', 'yaml', 'node:'] },
  slack: {
    packages: ['@slack/bolt', '@slack/web-api', 'zod', 'node:'],
    types: ['@slack/types', '@slack/logger'],
  },
  store: { packages: ['kysely', 'zod', 'node:'] },
  sandbox: { packages: ['selfsigned', 'yaml', 'zod', 'node:'], types: ['@kubernetes/client-node'] },
  config: { packages: ['zod', 'yaml', 'node:util'] },
  http: { packages: ['pino', 'prom-client', 'zod', 'node:'] },
  demo: { packages: ['@slack/web-api', 'yaml', 'zod', 'node:'] },
  rbac: { packages: ['yaml'] },
  doctor: { packages: ['@slack/web-api', 'undici', 'zod', 'node:'] },
}

const statement = /^(?:import|export)\s+(type\s)?[^'"]*?from '([^']+)'/gm

const files = globSync('src/**/*.ts').map((file) => ({
  file,
  folder: file.split('/').length > 2 ? (file.split('/')[1] ?? '') : 'top',
  text: readFileSync(file, 'utf8'),
}))

const imports = files.flatMap(({ file, folder, text }) =>
  [...text.matchAll(statement)].map(([, type, path = '']) => ({
    file,
    folder,
    path,
    typeOnly: Boolean(type),
  })),
)

test('every folder of src/ has its row in the tables', () => {
  const folders = new Set(files.map(({ folder }) => folder).filter((folder) => folder !== 'top'))
  expect([...folders].toSorted()).toEqual(Object.keys(mayImport).toSorted())
  expect(Object.keys(mayLoad).toSorted()).toEqual(Object.keys(mayImport).toSorted())
})

test('the imports were found at all', () => {
  expect(imports.length).toBeGreaterThan(500)
})

const fromFolders = imports.filter(({ folder }) => folder !== 'top')

test('folders import only what their row allows', () => {
  const wrong = fromFolders.filter(({ file, folder, path }) => {
    if (!path.startsWith('.')) return false
    const target = new URL(path, `file:///${file}`).pathname.split('/')[2] ?? ''
    return target !== folder && !(mayImport[folder] ?? []).includes(target)
  })
  expect(wrong.map(({ file, path }) => `${file} imports ${path}`)).toEqual([])
})

test('packages are loaded only where their row allows', () => {
  const wrong = fromFolders.filter(({ folder, path, typeOnly }) => {
    if (path.startsWith('.')) return false
    const { packages = [], types = [] } = mayLoad[folder] ?? {}
    const listed = (list: readonly string[]) =>
      list.some((name) => path === name || path.startsWith(name.endsWith(':') ? name : `${name}/`))
    return !listed(packages) && !(typeOnly && listed(types))
  })
  expect(wrong.map(({ file, path }) => `${file} loads ${path}`)).toEqual([])
})

test('the core never waits, never looks at a clock and never rolls dice', () => {
  const forbidden = /\bawait\b|\basync\b|Date\.now|new Date\(\)|Math\.random|\bprocess\b\.|setTimeout/
  const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  const wrong = files.filter(({ folder, text }) => folder === 'core' && forbidden.test(code(text)))
  expect(wrong.map(({ file }) => file)).toEqual([])
})

test('there is no circle of imports, types left out', () => {
  const edges = Map.groupBy(
    imports.filter(({ path, typeOnly }) => path.startsWith('.') && !typeOnly),
    ({ file }) => file,
  )
  const state = new Map<string, 'open' | 'done'>()
  const circles: string[] = []
  const visit = (file: string, way: readonly string[]): void => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
      return
    }
    state.set(file, 'open')
    for (const { path } of edges.get(file) ?? []) {
      visit(new URL(path, `file:///${file}`).pathname.slice(1), [...way, file])
    }
    state.set(file, 'done')
  }
  for (const { file } of files) visit(file, [])
  expect(circles).toEqual([])
})

test('files stay small enough to be read at one go', () => {
  const lines = files.map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
  const sorted = lines.map((entry) => entry.lines).toSorted((a, b) => a - b)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(60)
  expect(lines.filter((entry) => entry.lines > 250)).toEqual([])
})
