import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

function readManifest(folder: string): { name: string; scripts?: Record<string, string> } {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as ReturnType<typeof readManifest>
}

test('npm run test:unit runs the tests of every package, apart from the command, which is built first', () => {
  const script = readManifest('.').scripts?.['test:unit'] ?? ''
  const packages = readdirSync(join(root, 'packages')).map((folder) => readManifest(`packages/${folder}`).name)
  const wanted = [...packages.filter((name) => name !== 'device-flow'), '@device-flow/react-18']
  // With --run in place of run, --watch would be ignored.
  expect(script).toMatch(/^vitest run /)
  // By their full names: npm runs it with the system's shell, and not every shell expands {a,b}.
  const named = [...script.matchAll(/--project=(\S+)/g)].map(([, name]) => name)
  expect(named.toSorted(), 'package.json, the script "test:unit": one --project for each package').toEqual(
    wanted.toSorted(),
  )
})
