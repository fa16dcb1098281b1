import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { storeCases } from '../../../session/test/store-cases.ts'
import { appStore } from '../../src/store/index.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'device-flow-app-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the store of an app, on a machine without a keyring', () => {
  for (const { title, run } of storeCases) {
    test(title, () => run({ open: () => appStore('my-cli', { folder, env: {} }) }), 20_000)
  }
})

test('in memory', async () => {
  const store = appStore('my-cli', { store: 'memory' })
  await store.probe()
  await expect(store.writeIf('k', 0, { revision: 1, text: 'x' })).resolves.toBe(true)
  await expect(store.read('k')).resolves.toEqual({ revision: 1, text: 'x' })
})
