import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { COMPILED_ALONE } from '../checks.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a tsconfig.json compiles, and with the types of which packages. */
function readProject(path: string): { files: string[]; types: string[] } {
  const file = join(root, path)
  const { config } = ts.readConfigFile(file, (name) => readFileSync(name, 'utf8'))
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(file))
  return { files: fileNames, types: options.types?.toSorted() ?? [] }
}

const folders = ['packages', 'apps', 'compat'].flatMap((parent) =>
  readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
)
const workspaces = [...folders, 'docs', 'e2e', 'scripts'].filter((folder) =>
  existsSync(join(root, folder, 'tsconfig.json')),
)

test('npm run check compiles every file of every workspace, with the types that its own tsconfig.json has', () => {
  const together = ['tsconfig.node.json', 'tsconfig.vite.json'].map(readProject)
  const left = workspaces
    .filter((folder) => !COMPILED_ALONE.includes(folder.split('/').at(-1)!))
    .flatMap((folder) => {
      const { files, types } = readProject(`${folder}/tsconfig.json`)
      const compiled = together.find((project) => project.types.join() === types.join())?.files ?? []
      return files.filter((file) => !compiled.includes(file))
    })
  expect(left, 'tsconfig.node.json and tsconfig.vite.json: include').toEqual([])
})
