import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

interface Manifest {
  name: string
  version: string
  private?: boolean
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const published = readdirSync(join(root, 'packages'))
  .map((folder) => ({ folder, ...readManifest(folder) }))
  .filter((manifest) => !manifest.private)

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')) as Manifest
}

test('all published packages have one version', () => {
  expect(published.length).toBeGreaterThan(7)
  expect(new Set(published.map(({ version }) => version)).size).toBe(1)
})

test.each(published)('the changelog of $name tells about its version', ({ folder, name, version }) => {
  const changelog = readFileSync(join(root, 'packages', folder, 'CHANGELOG.md'), 'utf8')
  expect(changelog.startsWith(`# ${name}\n`)).toBe(true)
  expect(changelog).toContain(`\n## ${version}\n`)
})

test('a pending change names packages that are published', () => {
  const names = new Set(published.map(({ name }) => name))
  const pending = readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md')
  const named = pending.flatMap((file) => {
    const [, header = ''] = readFileSync(join(root, '.changeset', file), 'utf8').split(/^---$/m)
    return [...header.matchAll(/^['"]?([^'":\s]+)['"]?: (?:major|minor|patch)$/gm)].map(([, name]) => name)
  })
  expect(named.filter((name) => !names.has(name ?? ''))).toEqual([])
})
