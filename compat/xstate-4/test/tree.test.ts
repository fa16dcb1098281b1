import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)

interface Entry {
  version?: string
  optional?: boolean
}

async function readJson(path: string): Promise<Record<string, Record<string, Entry>>> {
  return JSON.parse(await readFile(new URL(path, root), 'utf8'))
}

function isForXState4(path: string, version = ''): boolean {
  if (path.endsWith('node_modules/xstate')) return !version.startsWith('5.')
  return path.endsWith('node_modules/@xstate/inspect')
}

test('@device-flow/inspect asks for XState 5 alone, and for what its inspectors need only of those who use them', async () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = await readJson('packages/inspect/package.json')
  expect(Object.keys(dependencies ?? {})).toEqual(['@device-flow/machine'])
  expect(peerDependencies).toEqual({ '@statelyai/inspect': '^0.7.2', ws: '^8.18.0', xstate: '^5.32.6' })
  expect(peerDependenciesMeta).toEqual({ '@statelyai/inspect': { optional: true }, ws: { optional: true } })
})

test('XState 4 and its inspector are in the tree of these tests alone', async () => {
  const { packages = {} } = await readJson('package-lock.json')
  const places = Object.entries(packages).flatMap(([path, { version }]) => (isForXState4(path, version) ? [path] : []))
  expect(places.toSorted()).toEqual([
    'compat/xstate-4/node_modules/@xstate/inspect',
    'compat/xstate-4/node_modules/xstate',
  ])
})

test('npm finds no conflict between the two versions', async () => {
  const args = ['ls', 'xstate', '@xstate/inspect', '@statelyai/inspect', 'ws', '--json']
  const { stdout } = await promisify(execFile)('npm', args, { cwd: fileURLToPath(root) })
  expect(JSON.parse(stdout)).not.toHaveProperty('problems')
})
