import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeRecord } from '@device-flow/session/record'
import { describe, expect, test } from 'vitest'
import { appStore, openAppReader } from '../../src/store/index.ts'
import type { AppStore, AppStoreOptions } from '../../src/store/index.ts'
import { filesIn, temporaryFolder } from './folder.ts'

const KEY = 'device-flow tv https://as.example/ 1a2b'
const one = { revision: 1, text: 'canary-refresh-token' }
const signedOut = encodeRecord({ version: 2, lineage: '', ended: { at: 0, by: 'person' } })
const withKey = (): NodeJS.ProcessEnv => ({ DEVICE_FLOW_KEY: randomBytes(32).toString('base64') })
const pending = (revision: number) => ({
  revision,
  text: encodeRecord({
    version: 2,
    lineage: '',
    pending: { authorization: {} as never, intervalMs: 1, lastReplyAt: 0 },
  }),
})
const none: NodeJS.ProcessEnv = {}
const malformed: NodeJS.ProcessEnv = { DEVICE_FLOW_KEY: 'abc' }

/** The state folder of one app, opened with one environment or another. */
async function state() {
  const folder = await temporaryFolder()
  return {
    folder,
    open: (env: NodeJS.ProcessEnv, store?: AppStoreOptions['store']): AppStore =>
      appStore('my-cli', { folder, env, store }),
    reader: (env: NodeJS.ProcessEnv, store?: AppStoreOptions['store']) =>
      openAppReader('my-cli', { folder, env, store }),
  }
}

const places = async (folder: string): Promise<string[]> => {
  const records = (await filesIn(folder)).filter((file) => file.includes('device-flow-tv'))
  return records.map((file) => file.slice(folder.length + 1).split('/')[0] ?? '').toSorted()
}

test('of two who keep the same session for the first time at one moment, with keys in two places, one does', async () => {
  const { folder, open } = await state()
  const stores = [open(withKey()), open(none)]
  const keys = Array.from({ length: 5 }, (_, index) => `device-flow tv ${index}`)
  const written = keys.map(async (key) => Promise.all(stores.map((store) => store.writeIf(key, 0, one))))
  for (const pair of await Promise.all(written)) expect(pair.toSorted()).toEqual([false, true])
  expect(await places(folder)).toHaveLength(keys.length)
})

describe('a session is read with the key that it was kept with (T20)', () => {
  test.each<[string, NodeJS.ProcessEnv, AppStoreOptions['store']]>([
    ['a key is in the environment by now', withKey(), 'auto'],
    ['a key is in the environment by now, and a file was asked for', withKey(), 'file'],
    ['what is in the environment is no key', malformed, 'auto'],
  ])('which was in a file, though %s', async (_, env, store) => {
    const { open, reader, folder } = await state()
    await open(none).writeIf(KEY, 0, one)
    expect(await (await reader(env, store)).read(KEY)).toEqual(one)
    expect(await open(env, store).read(KEY)).toEqual(one)
    expect(await open(env, store).keys()).toEqual([KEY])
    expect(await open(env, store).describe(KEY)).toMatchObject({ key: 'keyFile' })
    expect(await (await reader(env, store)).protectionOf(KEY)).toBe('keyFile')
    expect(await open(env, store).describe()).toMatchObject({ key: 'environment' })
    expect(await open(env, store).writeIf(KEY, 1, { revision: 2, text: 'renewed' })).toBe(true)
    expect(await open(none).read(KEY)).toEqual({ revision: 2, text: 'renewed' })
    expect(await places(folder)).toEqual(['keyFile'])
  })

  test('and another is not written over it', async () => {
    const { open } = await state()
    await open(none).writeIf(KEY, 0, one)
    expect(await open(withKey()).writeIf(KEY, 0, { revision: 1, text: 'another' })).toBe(false)
    expect(await open(none).read(KEY)).toEqual(one)
  })

  test('though others have signed in by the environment meanwhile', async () => {
    const { open } = await state()
    const env = withKey()
    await open(none).writeIf(KEY, 0, one)
    await open(env).probe()
    await open(env).writeIf('another', 0, one)
    expect(await open(none).read(KEY)).toEqual(one)
    expect(await open(env).read(KEY)).toEqual(one)
    expect(await open(env).read('another')).toEqual(one)
    await expect(open(none).read('another')).rejects.toMatchObject({ problem: 'keyLost' })
  })

  test.each(['auto', 'file'] as const)('and a key that is none changes nothing (store %s)', async (store) => {
    const { open } = await state()
    await open(none).writeIf(KEY, 0, one)
    await expect(open(malformed, store).probe()).rejects.toMatchObject({ problem: 'keyDenied' })
    await expect(open(malformed, store).writeIf('another', 0, one)).rejects.toMatchObject({ problem: 'keyDenied' })
    expect(await open(none).describe()).toMatchObject({ key: 'keyFile' })
    expect(await open(none).writeIf('another', 0, one)).toBe(true)
    expect(await open(none).read(KEY)).toEqual(one)
  })

  test('and a key that is none, at the first login of all, is not what the next one asks for', async () => {
    const { open } = await state()
    await expect(open(malformed).writeIf(KEY, 0, one)).rejects.toMatchObject({ problem: 'keyDenied' })
    await open(none).probe()
    expect(await open(none).writeIf(KEY, 0, one)).toBe(true)
  })

  test('and another key in the variable is said to be another one', async () => {
    const { open, reader } = await state()
    await open(withKey()).writeIf(KEY, 0, one)
    const said = {
      problem: 'keyLost',
      message: expect.stringContaining('DEVICE_FLOW_KEY holds another key than this session was kept with'),
    }
    const env = withKey()
    await expect(open(env).read(KEY)).rejects.toMatchObject(said)
    await expect((await reader(env)).read(KEY)).rejects.toMatchObject(said)
  })

  test('also when it is forgotten which kind of key was chosen last', async () => {
    const { open, folder } = await state()
    const env = withKey()
    await open(env).writeIf(KEY, 0, one)
    await rm(join(folder, 'settings'), { recursive: true })
    await expect(open(none).read(KEY)).rejects.toMatchObject({ problem: 'keyLost' })
    expect(await open(env).read(KEY)).toEqual(one)
  })
})

describe('a session whose key is of another kind than was asked for', () => {
  test('is said to be there, and where its key is, instead of that nobody is signed in (T20)', async () => {
    const { open, reader } = await state()
    await open(none).writeIf(KEY, 0, one)
    const said = {
      problem: 'keyLost',
      message: expect.stringMatching(
        /its key in a file beside it.*Open it with the option store: 'file', or sign in again/,
      ),
    }
    await expect(open(none, 'keyring').read(KEY)).rejects.toMatchObject(said)
    await expect((await reader(none, 'keyring')).read(KEY)).rejects.toMatchObject(said)
  })

  test('stays as it is when a person signs in all the same', async () => {
    const { open, folder } = await state()
    await open(none).writeIf(KEY, 0, one)
    const store = open(none, 'keyring')
    await store.setAside(KEY)
    expect(await store.read(KEY)).toBeUndefined()
    expect(await open(none).read(KEY)).toEqual(one)
    expect(await places(folder)).toEqual(['keyFile'])
  })
})

describe('a new sign-in where nobody is signed in any more', () => {
  test('gets the key that is set now, and what was left goes', async () => {
    const { open, folder } = await state()
    await open(none).writeIf(KEY, 0, { revision: 1, text: signedOut })
    const env = withKey()
    expect(await open(env).writeIf(KEY, 1, pending(2))).toBe(true)
    expect(await places(folder)).toEqual(['environment'])
    expect(await open(env).read(KEY)).toEqual(pending(2))
    expect(await open(env).writeIf(KEY, 2, { revision: 3, text: 'x' })).toBe(true)
  })

  test('is written once, however many sign in at one moment with either key (T11)', async () => {
    for (let round = 0; round < 20; round++) {
      const { open, folder } = await state()
      await open(none).writeIf(KEY, 0, { revision: 1, text: signedOut })
      const env = withKey()
      const writers = [env, none, env, none].map((each) =>
        open(each)
          .writeIf(KEY, 1, pending(2))
          .catch(() => false),
      )
      expect((await Promise.all(writers)).filter(Boolean)).toHaveLength(1)
      expect(await places(folder)).toHaveLength(1)
    }
  })

  test('is not overwritten by whoever was stopped before it (T11)', async () => {
    const { open } = await state()
    await open(none).writeIf(KEY, 0, { revision: 1, text: signedOut })
    const env = withKey()
    await open(env).writeIf(KEY, 1, pending(2))
    expect(
      await open(none)
        .writeIf(KEY, 1, { revision: 2, text: 'late' })
        .catch(() => false),
    ).toBe(false)
    expect(await open(env).read(KEY)).toEqual(pending(2))
  })
})

test('who was told where the key is, as they sign in, has it there: another who signs in meanwhile chooses for later ones', async () => {
  const { open } = await state()
  const [store, other] = [open(none), open(withKey())]
  await store.probe()
  await other.probe()
  expect(await store.writeIf(KEY, 0, one)).toBe(true)
  expect(await store.protectionOf(KEY)).toBe('keyFile')
})
