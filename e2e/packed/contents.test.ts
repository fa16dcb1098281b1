import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../snippets.ts'
import { packAll, readManifests, type Manifest, type Tarball } from './tarballs.ts'

const manifests = await readManifests()
const published = manifests.filter((manifest) => !manifest.private)
const unpublished = manifests.filter((manifest) => manifest.private).map(({ name }) => name)

let folder: string
let tarballs: Map<string, Tarball>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packed-'))
  tarballs = new Map((await packAll(folder)).map((tarball) => [tarball.manifest.name, tarball]))
})
afterAll(() => rm(folder, { recursive: true }))

/** The paths that `exports` and `bin` promise; the source condition is for this repository alone, and its files are there all the same. */
function promisedFiles({ exports = {}, bin = {} }: Manifest): string[] {
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
  return [...targets, ...Object.values(bin)].map((path) => path.replace(/^\.\//, ''))
}

test.each(published)(
  '$name says what it is, under which licence, and what has changed',
  async ({ name, description, keywords }) => {
    const { files, manifest } = tarballs.get(name)!
    expect(files).toEqual(expect.arrayContaining(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']))
    expect(manifest.license).toBe('MIT')
    expect(description?.length).toBeGreaterThan(20)
    expect(keywords?.length).toBeGreaterThan(3)
  },
)

test.each(published)('$name brings the files that it promises, and no others', ({ name }) => {
  const { files, manifest } = tarballs.get(name)!
  expect(promisedFiles(manifest).filter((file) => !files.includes(file))).toEqual([])
  expect(
    files.filter(
      (file) => !/^(?:CHANGELOG\.md|LICENSE|NOTICE\.md|README\.md|package\.json|(?:bin|dist|src)\/)/.test(file),
    ),
  ).toEqual([])
  expect(files.filter((file) => /\.test\b|\.tsbuildinfo$|\/test\//.test(file))).toEqual([])
})

test.each(published)('$name asks for ranges that npm can resolve', ({ name }) => {
  const { dependencies = {}, peerDependencies = {} } = tarballs.get(name)!.manifest
  const ranges = Object.entries({ ...dependencies, ...peerDependencies })
  // An exact version of one of two packages is how an app gets two copies of it.
  expect(ranges.filter(([, range]) => !/^\^\d/.test(range))).toEqual([])
  expect(ranges.filter(([dependency]) => unpublished.includes(dependency))).toEqual([])
})

// A command is installed alone, and so brings its own.
test.each(published.filter(({ bin }) => !bin))('$name takes the XState of the app', ({ name }) => {
  expect(Object.keys(tarballs.get(name)!.manifest.dependencies ?? {})).not.toContain('xstate')
})

test.each(published)('$name imports no package that is not published', async ({ name, folder: home }) => {
  const { files } = tarballs.get(name)!
  const built = files.filter((file) => /^(?:bin|dist)\/.*\.(?:js|d\.ts)$/.test(file))
  const texts = await Promise.all(built.map((file) => readFile(join(root, 'packages', home, file), 'utf8')))
  expect(texts.length).toBeGreaterThan(0)
  const imported = texts.flatMap((text) => unpublished.filter((other) => new RegExp(`['"]${other}['"/]`).test(text)))
  expect(imported).toEqual([])
})

test.each(published)('$name brings the source maps that its files name', async ({ name, folder: home }) => {
  const { files } = tarballs.get(name)!
  const built = files.filter((file) => /^dist\/.*\.(?:js|d\.ts)$/.test(file))
  const maps = await Promise.all(
    built.map(async (file) => {
      const text = await readFile(join(root, 'packages', home, file), 'utf8')
      const map = /^\/\/# sourceMappingURL=(\S+)$/m.exec(text)?.[1]
      return map ? join(dirname(file), map) : undefined
    }),
  )
  expect(maps.filter((map) => map && !files.includes(map))).toEqual([])
})

test.each(published)('$name names in its NOTICE whose code is in its files', async ({ name, folder: home }) => {
  const { files } = tarballs.get(name)!
  const texts = await Promise.all(
    files.filter((file) => file.endsWith('.map')).map((file) => readFile(join(root, 'packages', home, file), 'utf8')),
  )
  const sources = texts.flatMap((text) => (JSON.parse(text) as { sources: string[] }).sources)
  const others = new Set(sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []))
  const notice = await readFile(join(root, 'packages', home, 'NOTICE.md'), 'utf8').catch(() => '')
  expect([...others].filter((other) => !notice.includes(`[\`${other}\`]`))).toEqual([])
})
