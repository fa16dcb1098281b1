import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { appStore, fileStore, openAppReader, openFileReader } from '../../src/store/index.ts'
import type { AppStoreOptions, StoredValue, StoreReader } from '../../src/store/index.ts'
import { filesIn, onlyFileIn, temporaryFolder } from './folder.ts'

const KEY = 'device-flow tv https://as.example/ 1a2b'
const one = { revision: 1, text: 'canary-refresh-token' }

/** What a store or its reader says of the record: its value or its problem, and what it has warned of. */
async function sayings(folder: string, open: (warn: (message: string) => void) => Promise<StoreReader>) {
  const warnings: string[] = []
  const reader = await open((message) => void warnings.push(message))
  const said = await reader.read(KEY).catch((error: Error & { problem?: string }) => [error.problem, error.message])
  return JSON.parse(JSON.stringify({ said, warnings }).replaceAll(folder, '')) as object
}

const nothing = async (): Promise<void> => {}
const key = (file: string): string => dirname(dirname(file))

async function replaced(path: string, make: (old: string) => Promise<void>): Promise<void> {
  await rename(path, `${path}.old`)
  await make(`${path}.old`)
}

describe('what only reads a store of files', () => {
  test.each<[string, (file: string) => Promise<unknown>]>([
    ['is as it was written', nothing],
    ['is gone', (file) => rm(key(file), { recursive: true })],
    ['can be read by others', (file) => chmod(file, 0o644)],
    ['is in a folder that others can read', (file) => chmod(key(file), 0o755)],
    ['is cut off', (file) => truncate(file, 20)],
    ['is of another revision', (file) => rename(dirname(file), join(key(file), '3'))],
    ['is of newer software', (file) => writeFile(file, JSON.stringify({ version: 2 }))],
    ['is larger than any record', (file) => truncate(file, 17 * 1024 * 1024)],
    ['is a symbolic link (T15)', (file) => replaced(file, (old) => symlink(old, file))],
    ['is in a folder that is a symbolic link (T15)', (file) => replaced(key(file), (old) => symlink(old, key(file)))],
    ['is a folder', (file) => replaced(file, async () => void (await mkdir(file)))],
    ['is a pipe (T19)', (file) => replaced(file, async () => void execFileSync('mkfifo', [file]))],
  ])('says what the store says of a record that %s', async (_, change) => {
    const [forStore, forReader] = [await temporaryFolder(), await temporaryFolder()]
    for (const folder of [forStore, forReader]) {
      await fileStore(folder).writeIf(KEY, 0, one)
      await change(await onlyFileIn(folder))
    }
    const byStore = await sayings(forStore, async (onWarning) => fileStore(forStore, { onWarning }))
    expect(await sayings(forReader, (onWarning) => openFileReader(forReader, { onWarning }))).toEqual(byStore)
  })

  test('refuses the files of another user, as the store does', async () => {
    const folder = await temporaryFolder()
    await fileStore(folder).writeIf(KEY, 0, one)
    const other = vi.spyOn(process, 'getuid').mockReturnValue(4_711)
    try {
      const refusal = { problem: 'denied', message: expect.stringContaining('another user') }
      await expect((await openFileReader(folder)).read(KEY)).rejects.toMatchObject(refusal)
    } finally {
      other.mockRestore()
    }
  })

  // 50 writes, each of them durable: on a busy disk that takes a while.
  test('finds a whole record, however often it is replaced meanwhile', { timeout: 30_000 }, async () => {
    const folder = await temporaryFolder()
    const [store, reader] = [fileStore(folder), await openFileReader(folder)]
    const LAST = 50
    const writing = (async () => {
      for (let revision = 0; revision < LAST; revision++) {
        await store.writeIf(KEY, revision, { revision: revision + 1, text: `text ${revision + 1}` })
      }
    })()
    const found: StoredValue[] = []
    while (found.at(-1)?.revision !== LAST) {
      const value = await reader.read(KEY)
      if (value) found.push(value)
      // One step of the writer, at any of which it is looked at.
      await new Promise(setImmediate)
    }
    await writing
    expect(found.filter(({ revision, text }) => text !== `text ${revision}`)).toEqual([])
  })

  test('makes nothing where nothing is', async () => {
    const folder = join(await temporaryFolder(), 'missing')
    expect(await (await openFileReader(folder)).read(KEY)).toBeUndefined()
    expect(await (await openAppReader('my-cli', { folder, env: {} })).read(KEY)).toBeUndefined()
    expect(await filesIn(dirname(folder))).toEqual([])
  })
})

describe('what only reads the store of an app', () => {
  const secret = randomBytes(32).toString('base64')
  type Machine = Pick<AppStoreOptions, 'env' | 'store'>
  const plain: Machine = { env: {} }
  const withKey: Machine = { env: { DEVICE_FLOW_KEY: secret } }

  test.each<[string, Machine, Machine]>([
    ['a key file', plain, plain],
    ['a key file that was asked for', plain, { ...plain, store: 'file' }],
    ['the key of the environment', withKey, withKey],
    ['the key of the environment, beside a file', withKey, { ...withKey, store: 'file' }],
    ['a key that was in the environment (T20)', withKey, plain],
    ['another key in the environment (T20)', withKey, { env: { DEVICE_FLOW_KEY: randomBytes(32).toString('hex') } }],
    ['a key in the environment that is none', withKey, { env: { DEVICE_FLOW_KEY: 'short' } }],
    ['a keyring that was never used', plain, { ...plain, store: 'keyring' }],
    ['nothing but memory', plain, { ...plain, store: 'memory' }],
  ])('says what the store says, with %s', async (_, before, now) => {
    const folder = await temporaryFolder()
    await appStore('my-cli', { folder, ...before }).writeIf(KEY, 0, one)
    const byStore = await sayings(folder, async (onWarning) => appStore('my-cli', { folder, ...now, onWarning }))
    expect(await sayings(folder, (onWarning) => openAppReader('my-cli', { folder, ...now, onWarning }))).toEqual(
      byStore,
    )
  })

  test('takes the names of the store, and its folder from DEVICE_FLOW_HOME', async () => {
    const env = { DEVICE_FLOW_HOME: await temporaryFolder() }
    await appStore('my-cli', { env }).writeIf(KEY, 0, one)
    expect(await (await openAppReader('my-cli', { env })).read(KEY)).toEqual(one)
    expect(await (await openAppReader('another', { env })).read(KEY)).toBeUndefined()
    await expect(openAppReader('../up', { env })).rejects.toThrow(TypeError)
    await expect(openAppReader('my-cli', { env, store: 'keyrng' as 'keyring' })).rejects.toThrow('store must be auto')
  })
})
