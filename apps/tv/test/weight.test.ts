// @vitest-environment node
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildFirst } from '../../../scripts/build-first.mjs'
import { distFolder } from '../index.js'

/** What a browser fetches to show the app. */
async function fetched(): Promise<Buffer[]> {
  const names = (await readdir(distFolder, { recursive: true })).filter((name) => /\.(?:js|html)$/.test(name))
  return Promise.all(names.map((name) => readFile(join(distFolder, name))))
}

/** In kB, as the README counts. */
const weight = (files: Buffer[]): number => files.reduce((sum, file) => sum + file.length, 0) / 1000

beforeAll(() => buildFirst('@device-flow/tv'), 120_000)

test('the README says what the app weighs over the network, compressed and not, to 2 %', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const [, plain, zipped] = /weighs (\d+) kB[^]*?With gzip it\s+is (\d+) kB/.exec(readme) ?? []
  const files = await fetched()
  expect(Math.abs(Number(plain) / weight(files) - 1)).toBeLessThan(0.02)
  expect(Math.abs(Number(zipped) / weight(files.map((file) => gzipSync(file))) - 1)).toBeLessThan(0.02)
})
