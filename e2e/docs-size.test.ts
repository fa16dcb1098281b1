import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from './snippets.ts'

/** A bundle of the size budget, which `npm run size` holds the builds to. */
interface Bundle {
  name: string
  /** Of what is bundled from imports; a file that is whole has none. */
  ignore?: string[]
}

const { default: bundles } = (await import(join(root, '.size-limit.mjs'))) as { default: Bundle[] }

/** Libraries, each with what it brings along. */
const LIBRARIES = {
  xstate: ['xstate'],
  '@xstate/react': ['@xstate/react', 'use-sync-external-store'],
  oauth4webapi: ['oauth4webapi', '*/oauth4webapi/build/index.js'],
}
type Library = keyof typeof LIBRARIES

const libraries = Object.keys(LIBRARIES) as Library[]
const ofImports = bundles.filter(({ ignore }) => ignore)
const bytes = await measure([
  ...bundles.map(({ name }) => ({ of: name, name })),
  ...ofImports.flatMap((bundle) => libraries.map((library) => without(bundle, [library]))),
  ...ofImports.map((bundle) => without(bundle, libraries)),
])

/** A bundle of the size budget as it would be otherwise. */
interface Variant {
  of: string
  name: string
  ignore?: string[]
}

/** A bundle as it would be if an app had these libraries already. */
function without({ name, ignore = [] }: Bundle, left: readonly Library[]): Variant {
  return {
    of: name,
    name: `${name} without ${left.join(', ')}`,
    ignore: [...ignore, ...left.flatMap((library) => LIBRARIES[library])],
  }
}

/** The bytes of bundles of what is built now, minified and gzipped, by their names. */
async function measure(wanted: readonly Variant[]): Promise<Map<string, number>> {
  const config = '.size-limit.docs-size.mjs'
  // How a bundle is split into chunks is a function, which JSON does not have.
  await writeFile(
    join(root, config),
    `import bundles from './.size-limit.mjs'
const wanted = ${JSON.stringify(wanted)}
export default wanted.map(({ of, ...other }) => ({ ...bundles.find(({ name }) => name === of), ...other }))
`,
  )
  try {
    const command = ['exec', '--', 'size-limit', '--json', '--config', config]
    const { stdout } = await promisify(execFile)('npm', command, { cwd: root })
    const measured = JSON.parse(stdout) as { name: string; size: number }[]
    return new Map(measured.map(({ name, size }) => [name, size]))
  } finally {
    await rm(join(root, config))
  }
}

/** Whole kB of a bundle, or of what these libraries are of it. */
function kB(bundle: string, ...parts: Library[]): number {
  const all = bytes.get(bundle) ?? Number.NaN
  const rest = parts.length === 0 ? 0 : (bytes.get(`${bundle} without ${parts.join(', ')}`) ?? Number.NaN)
  return Math.round((all - rest) / 1000)
}

const oneFile = '<device-login>, as one file'
const both = 'React with the OAuth services'
const kept = 'the same, and the session kept in IndexedDB'
const keeping = (bundle: string): number =>
  Math.round(((bytes.get(bundle) ?? Number.NaN) - (bytes.get(both) ?? Number.NaN)) / 1000)
const encrypted = keeping(`${kept}, encrypted`)
const background = kB('the chunk that follows in the background')
const fetchChunk = kB('the chunk that the first flow.fetch loads')
const lazy = 'React, OAuth loaded when a login starts'
const lazyOAuth = Math.round(((bytes.get(lazy) ?? Number.NaN) - (bytes.get('React') ?? Number.NaN)) / 1000)
const loginChunk = kB('the chunk that the login loads')
const afterTheCode = kB('the chunk that follows while the code is asked for')
const services = Math.round(((bytes.get(both) ?? Number.NaN) - (bytes.get('React') ?? Number.NaN)) / 1000)

test.each([
  [
    'README.md',
    `about ${kB('React')} kB | ${kB('React', 'xstate')} of it \`xstate\`, and ${kB('React', '@xstate/react')} \`@xstate/react\``,
  ],
  ['README.md', `about ${kB('Vue')} kB | ${kB('Vue', 'xstate')} of it \`xstate\``],
  ['README.md', `about ${kB(both)} kB | ${kB(both, ...libraries)} of it the three libraries`],
  ['README.md', `about ${kB(lazy)} kB | and about ${loginChunk} kB more when a login starts`],
  ['README.md', `about ${kB(kept)} kB | ${keeping(kept)} of it keep the session, encrypted ${encrypted}`],
  ['README.md', `about ${afterTheCode} kB of OAuth while the code is asked for`],
  ['README.md', `about ${background} kB in the background`],
  ['README.md', `about ${fetchChunk} kB with the first \`flow.fetch\``],
  ['README.md', `All in one file, it is about ${kB(`${kept}, all in one file`)} kB`],
  ['README.md', `about ${kB(oneFile)} kB`],
  [
    'packages/element/README.md',
    `the one file about ${kB(oneFile)} kB, that for televisions about ${kB('<device-login> for televisions')} kB`,
  ],
  ['packages/machine/README.md', `about ${kB('the chart')} kB, ${kB('the chart', 'xstate')} of it \`xstate\``],
  [
    'packages/oauth/README.md',
    `about ${loginChunk} kB, ${kB('the chunk that the login loads', ...libraries)} of it \`oauth4webapi\``,
  ],
  ['packages/oauth/README.md', `about ${afterTheCode} kB that follow as a chunk`],
  ['packages/oauth/README.md', `about ${lazyOAuth} kB in its place`],
  [
    'packages/react/README.md',
    `about ${kB('React')} kB, ${kB('React', 'xstate')} of it \`xstate\` and ${kB('React', '@xstate/react')} \`@xstate/react\``,
  ],
  ['packages/react/README.md', `\`@device-flow/oauth\` about ${kB(both)} kB`],
  ['packages/react/README.md', `of which about ${kB(lazy)} kB come with the page`],
  ['packages/vue/README.md', `or ${lazyOAuth} kB until`],
  ['packages/vue/README.md', `about ${kB('Vue')} kB, ${kB('Vue', 'xstate')} of it \`xstate\``],
  ['packages/vue/README.md', `add about ${services} kB`],
])('%s says what an app gets: %s', async (file, words) => {
  const text = await readFile(join(root, file), 'utf8')
  // Columns of tables are padded.
  expect(text.replaceAll(/ +/g, ' ')).toContain(words)
})
