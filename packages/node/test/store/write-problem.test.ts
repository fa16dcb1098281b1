import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileStore } from '../../src/store/index.ts'
import { filesAtOnce } from '../../src/store/files/file-access.ts'
import { writeProblemIn } from '../../src/store/files/write-problem.ts'

test.each([
  ['a disk without room', { blocks: 16, bavail: 0 }, 'full'],
  ['a disk with room', { blocks: 16, bavail: 1 }, undefined],
  ['a file system that counts no blocks', { blocks: 0, bavail: 0 }, undefined],
])('on %s, what can be written is known before it is tried (T14)', async (_, counts, problem) => {
  const folder = mkdtempSync(join(tmpdir(), 'device-flow-room-'))
  await fileStore(folder).writeIf('key', 0, { revision: 1, text: 'kept' })
  const [place = ''] = await filesAtOnce.readdir(folder)
  const files = { ...filesAtOnce, statfs: async () => ({ ...(await filesAtOnce.statfs(folder)), ...counts }) }
  expect((await writeProblemIn(join(folder, place), files))?.problem).toBe(problem)
})
