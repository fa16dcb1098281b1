import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** One import statement. Paths are relative to the repository, with `/` between their parts. */
export interface Import {
  from: string
  /** As it is written. */
  specifier: string
  /** The file that is meant, where the specifier is relative. */
  file?: string
}

/** Every import of every source and test file in the workspaces. */
export function readImports(): Import[] {
  return [...readWorkspaces().values()]
    .flatMap((folder) => sourceFilesIn(folder))
    .flatMap((from) => importsIn(from, readFileSync(join(root, from), 'utf8')))
}

/** The imports in the text of a file: those of types too, re-exports and `import()` included. */
export function importsIn(from: string, text: string): Import[] {
  const code = from.endsWith('.vue') ? scriptsOf(text) : text
  return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName: specifier }) => {
    const isRelative = /^\.\.?\//.test(specifier)
    return { from, specifier, ...(isRelative && { file: posix.join(posix.dirname(from), specifier) }) }
  })
}

function scriptsOf(component: string): string {
  return [...component.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script = '']) => script).join('\n')
}

/** The folder of each workspace, by its name. */
export function readWorkspaces(): Map<string, string> {
  const { workspaces } = readJson('package.json') as { workspaces: string[] }
  const folders = workspaces.flatMap((pattern) => {
    const group = pattern.replace(/\/\*$/, '')
    return group === pattern ? [pattern] : readdirSync(join(root, group)).map((name) => `${group}/${name}`)
  })
  return new Map(folders.map((folder) => [(readJson(`${folder}/package.json`) as { name: string }).name, folder]))
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}

function sourceFilesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((file) => /\.(?:tsx?|mts|mjs|vue)$/.test(file))
    .filter((file) => !/\/(?:node_modules|dist|dist-development|\.snippets)\//.test(file))
}
