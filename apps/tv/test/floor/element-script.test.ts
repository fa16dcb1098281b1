// @vitest-environment node
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { buildFirst } from '../../../../scripts/build-first.mjs'
import { parseAsOld } from './old-script.ts'

await buildFirst('@device-flow/element')

test(
  'the file of <device-login> for televisions parses on Chromium 63, and so does every pattern in it',
  { timeout: 30_000 },
  async () => {
    const { resolve } = createRequire(import.meta.url)
    const text = await readFile(resolve('@device-flow/element/device-login.tv.js'), 'utf8')
    // core-js, which is in it, builds patterns of those that it is given.
    expect(() => parseAsOld(text, { mayBuildPatterns: true })).not.toThrow()
  },
)
