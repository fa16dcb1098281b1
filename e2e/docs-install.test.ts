import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GUIDE, readTexts, root, snippetsOf, type Snippet } from './snippets.ts'

const texts = await readTexts()
const guide = GUIDE.map((page) => texts.find(({ file }) => file === page)!)
const install = guide[0]!
const frameworks = ['React', 'Vue', 'Node']

/** What a stock Vite app of a framework has already. */
const stock: Record<string, string[]> = { React: ['react', 'react-dom'], Vue: ['vue'], Node: [] }

/** The packages that code imports, each once; the environment that a test names is one, too. */
function importsOf(snippets: readonly Snippet[]): string[] {
  const specifiers = snippets.flatMap(({ code }) => [
    ...code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'".][^'"]*)['"]/g),
    ...code.matchAll(/@vitest-environment (\S+)/g),
  ])
  const names = specifiers.map(([, name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? '')
  return [...new Set(names)].filter((name) => !name.startsWith('node:'))
}

/** The packages that the commands of a text install. */
function installedBy(commands: string): string[] {
  const lines = [...commands.replaceAll('\\\n', ' ').matchAll(/npm install ([^`\n]*)/g)]
  return lines.flatMap(([, words = '']) => words.split(' ')).filter((word) => word !== '' && !word.startsWith('-'))
}

/** What the guide has a reader of a tab install: the lines below `# Tab`, and in place of `./packed/*.tgz` what was packed. */
function installedFor(framework: string): string[] {
  const commands = [...install.text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block)
  const lines = commands.find((block) => block.includes('# React')) ?? ''
  const own = new RegExp(`^# ${framework}\\n((?:(?!#).*\\n?)*)`, 'm').exec(lines)?.[1] ?? ''
  const packed = [...(commands.find((block) => block.includes('npm pack')) ?? '').matchAll(/-w (\S+)/g)]
  const forFramework = packed.map(([, name = '']) => name.replace(/react$/, framework.toLowerCase()))
  return installedBy(own).flatMap((name) => (name === './packed/*.tgz' ? forFramework : [name]))
}

/** What a reader of a tab pastes: its files, those that stand in no tab, and those of the page that is about it. */
function pastedBy(framework: string): Snippet[] {
  const isForOthers = ({ file, tab, name }: Snippet): boolean =>
    (tab !== undefined && tab !== framework && frameworks.includes(tab)) ||
    (file === 'docs/vue.md' && framework !== 'Vue') ||
    (framework === 'Node' && tab === undefined) ||
    name.endsWith('.mjs') ||
    // Not on a screen, but against a server.
    name === 'scripted-server.test.ts'
  return guide.flatMap(snippetsOf).filter((snippet) => !isForOthers(snippet))
}

/** The packages that `npm pack` is told to pack. */
function packedBy(text: string): string[] {
  return [...text.matchAll(/-w (\S+?)(?=[\s`]|$)/g)].map(([, name = '']) => name)
}

/** The packages of this repository that one of them depends on. */
async function ownDependenciesOf(name: string): Promise<string[]> {
  const manifest = join(
    root,
    'packages',
    name === 'device-flow' ? 'cli' : name.replace('@device-flow/', ''),
    'package.json',
  )
  const { dependencies = {} } = JSON.parse(await readFile(manifest, 'utf8')) as {
    dependencies?: Record<string, string>
  }
  return Object.keys(dependencies).filter((dependency) => dependency.startsWith('@device-flow/'))
}

test.each(frameworks)('the guide has who reads the tab %s install all that its files import', (framework) => {
  const pasted = pastedBy(framework)
  expect(pasted.length).toBeGreaterThanOrEqual(3)
  const installed = [...installedFor(framework), ...(stock[framework] ?? [])]
  expect(installed).toContain('xstate')
  expect(importsOf(pasted).filter((name) => !installed.includes(name))).toEqual([])
})

test('the guide has its reader pack whatever the packages in a list stand on: npm has none of them', async () => {
  const [section = ''] = /^## Install$[^]*?(?=^## )/m.exec(install.text) ?? []
  const packedByAll = packedBy(/^npm pack(?:.*\\\n)*.*/m.exec(section)?.[0] ?? '')
  const lists = [...section.matchAll(/`(-w [^`]+)`/g)].map(([, list = '']) => [...packedByAll, ...packedBy(list)])
  expect(lists.at(-1)).toContain('device-flow')
  for (const list of [packedByAll, ...lists]) {
    const needed = await Promise.all(list.map(ownDependenciesOf))
    expect(needed.flat().filter((name) => !list.includes(name))).toEqual([])
  }
})

test('each README of a package for apps has its reader install all that its snippets import', () => {
  const readmes = texts.filter(
    ({ file, text }) => file.startsWith('packages/') && /^npm install (?!--save-dev)/m.test(text),
  )
  expect(readmes.length).toBeGreaterThan(4)
  const lacking = readmes.flatMap((readme) => {
    const installed = new Set([...installedBy(readme.text), 'react', 'vue'])
    const missing = importsOf(snippetsOf(readme)).filter((name) => !installed.has(name))
    return missing.map((name) => `${readme.file} lacks ${name}`)
  })
  expect(lacking).toEqual([])
})

test('a file of the app that the guide has replaced still shows what its tabs build', () => {
  const mains = guide.flatMap(snippetsOf).filter(({ name }) => /^main\.\w+$/.test(name))
  expect(mains.map(({ code }) => /from '(\.\/[^']+)'/.exec(code)?.[1])).toEqual(['./App.vue'])
})
