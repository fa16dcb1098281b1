import { readFile, writeFile } from 'node:fs/promises'
import { SessionStoreError } from '@device-flow/session'
import { almostJson, fuzz, FUZZ_TIMEOUT_MS, RAW_CONTROL } from '@device-flow/untrusted/fuzz'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { appStore } from '../../src/store/index.ts'
import { filesIn, temporaryFolder } from './folder.ts'

const KEY = 'device-flow tv https://as.example/'
const TEXT = 'canary-refresh-token'

function problemOf(error: unknown): { text: undefined; problem: string } {
  if (error instanceof SessionStoreError) return { text: undefined, problem: error.message }
  throw error
}

test(
  'whatever is in the files of a store: what was kept, nothing, or a typed error without control characters (T20)',
  async () => {
    const folder = await temporaryFolder()
    const open = () => appStore('my-cli', { folder, env: {} })
    await open().writeIf(KEY, 0, { revision: 1, text: TEXT })
    const files = await Promise.all(
      (await filesIn(folder)).map(async (path) => ({ path, content: await readFile(path, 'utf8') })),
    )
    const change = fc.constantFrom(...files).chain(({ path, content }) =>
      fc.record({
        path: fc.constant(path),
        content: fc.oneof(
          content.startsWith('{')
            ? almostJson(JSON.parse(content) as Record<string, unknown>)
            : fc.string({ unit: 'binary' }),
          fc.uint8Array({ maxLength: 200 }),
        ),
      }),
    )
    await fc.assert(
      fc.asyncProperty(change, async ({ path, content }) => {
        await writeFile(path, content)
        const { text, problem } = await open()
          .read(KEY)
          .then((kept) => ({ text: kept?.text, problem: '' }), problemOf)
        for (const file of files) await writeFile(file.path, file.content)
        // A wrong revision in the right file is believed: it decides nothing but who writes next.
        expect([undefined, TEXT]).toContain(text)
        expect(problem).not.toMatch(RAW_CONTROL)
        expect(problem).not.toContain(TEXT)
        expect(problem.length).toBeLessThan(2_000)
      }),
      fuzz(60),
    )
  },
  FUZZ_TIMEOUT_MS,
)
