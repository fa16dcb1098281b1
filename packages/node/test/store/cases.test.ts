import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { lockCases } from '../../../session/test/lock-cases.ts'
import { storeCases } from '../../../session/test/store-cases.ts'
import { fileLock, fileStore } from '../../src/store/index.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'device-flow-store-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a store of files', () => {
  for (const { title, run } of storeCases) test(title, () => run({ open: () => fileStore(folder) }), 20_000)
})

describe('a lock of files', () => {
  for (const { title, run } of lockCases) test(title, () => run({ open: () => fileLock(folder) }), 20_000)
})
