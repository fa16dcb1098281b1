import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AuthServer } from '@device-flow/auth-server'

/** The folder of the repository. */
export const root: string = fileURLToPath(new URL('..', import.meta.url))

/** The pages of the guide, in their order. Their files make one app, and those of Vue's own page go on from there. */
export const GUIDE: readonly string[] = [
  'guide',
  'show-the-login',
  'show-the-code',
  'stay-signed-in',
  'call-an-api',
  'test-your-login',
  'vue',
].map((page) => `docs/${page}.md`)

/** A text that people read. */
export interface Text {
  /** Its path in the repository. */
  file: string
  text: string
}

/** A block of code in a text. */
export interface Snippet {
  /** The text that it is in. */
  file: string
  /** The file that it would be in an app: as its first line says, else a number. */
  name: string
  /** Whether the text has shown another file of this name already: for another server, say. */
  isAlternative: boolean
  /** The label of its tab, where it is one of several in a row. */
  tab: string | undefined
  code: string
}

/** Everything that people read: READMEs, docs, and what stands at the root. Not the API reference, which is made of docstrings. */
export async function readTexts(): Promise<Text[]> {
  const packages = (await readdir(join(root, 'packages'))).map((name) => join('packages', name))
  const apps = (await readdir(join(root, 'apps'))).map((name) => join('apps', name))
  const files = await Promise.all([
    // Not the API reference, which a build of the docs puts there: its examples are parts of programs.
    markdownIn('docs', true).then((names) => names.filter((name) => !name.startsWith(join('docs', 'api', '')))),
    ...['.', ...packages, ...apps].map((folder) => markdownIn(folder)),
  ])
  return Promise.all(files.flat().map(async (file) => ({ file, text: await readFile(join(root, file), 'utf8') })))
}

async function markdownIn(folder: string, recursive = false): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive })
  return names
    .filter((name) => /^[^.].*\.md$/.test(name) && !/node_modules|^api\b/.test(name))
    .map((name) => join(folder, name))
}

/** The blocks of TypeScript, Vue and JavaScript modules in a text. Those of `starts/` are no snippets: they are compiled and run where they are. */
export function snippetsOf({ file, text }: Text): Snippet[] {
  const blocks = text
    .replaceAll(/^<!-- starts\/.* -->\n\n```[^]*?^```$/gm, '')
    .matchAll(/^```(tsx?|vue|js)(?: \[([\w ]+)\])?\n([\s\S]*?)^```$/gm)
  const names = new Set<string>()
  return [...blocks].map(({ 1: extension, 2: tab, 3: code = '' }, index) => {
    const name = /^(?:\/\/|<!--) ([\w.-]+\.(?:tsx?|vue|mjs))(?: -->)?\n/.exec(code)?.[1] ?? `${index}.${extension}`
    const isAlternative = names.has(name)
    names.add(name)
    return { file, name, isAlternative, tab, code }
  })
}

/** A fresh folder inside this workspace, where snippets find the packages as an app's own code would. */
export async function makeSnippetFolder(name: string): Promise<string> {
  const folder = join(root, 'e2e', '.snippets', name)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const tsconfig = {
    extends: '../../../tsconfig.base.json',
    compilerOptions: {
      lib: ['es2023', 'dom'],
      types: ['node'],
      jsx: 'react-jsx',
      // The packages as they are built, as readers have them.
      customConditions: [],
      // As the strictest of templates have it: what is pasted there has to build.
      allowImportingTsExtensions: false,
      noUnusedLocals: true,
      noUnusedParameters: true,
      noPropertyAccessFromIndexSignature: true,
    },
    vueCompilerOptions: { strictTemplates: true },
    include: ['**/*'],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
  return folder
}

/** What code has to know of a server. */
export type SnippetServer = Pick<AuthServer, 'issuer' | 'clientId' | 'apiUrl'>

/** The same code with the demo server in place of the tenant and the API that it speaks of. */
export function forServer(code: string, { issuer, clientId, apiUrl }: SnippetServer): string {
  return code
    .replaceAll('https://YOUR-TENANT.auth0.com/', issuer)
    .replaceAll('YOUR-CLIENT-ID', clientId)
    .replaceAll('orders:read', 'api:read')
    .replaceAll("audience: 'https://api.example.com'", `resource: '${apiUrl}'`)
    .replaceAll('https://api.example.com', apiUrl)
    .replaceAll('http://127.0.0.1:8629/api', apiUrl)
    .replaceAll('http://127.0.0.1:8629', issuer)
}
