import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { publishedEntries } from '../api-entries.mjs'
import { readSite } from './site.ts'

const site = readSite()
const entries = publishedEntries()

test('everything that users import is in the list of entry points', () => {
  const names = entries.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['device-flow', '@device-flow/machine', '@device-flow/machine/adapter']))
  expect(names.some((name) => name.endsWith('package.json'))).toBe(false)
})

test.each(entries)('the API reference explains $name', ({ name, page }) => {
  const html = site.get(`/api/${page}.html`) ?? ''
  expect(html).toContain(`>${name}`)
  expect(html).toMatch(/<h3 id="[^"]+"/)
})

test('each page of the API reference is found by the search', () => {
  const assets = fileURLToPath(new URL('../.vitepress/dist/assets/chunks/', import.meta.url))
  const index = readdirSync(assets).find((file) => file.includes('localSearchIndex'))
  const searched = readFileSync(`${assets}${index}`, 'utf8')
  expect(entries.filter(({ page }) => !searched.includes(`/api/${page}`))).toEqual([])
})
