import { cp, readdir, rm, truncate } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { filesIn, temporaryFolder } from './folder.ts'
import { KEY, one, newKey, machine, isInClear } from './machine.ts'

/** The folder of the key file. */
async function keySetting(folder: string): Promise<string> {
  const file = (await filesIn(join(folder, 'settings'))).find((path) => /\/key-[^/]+\//.test(path))
  return join(file!, '..', '..')
}

describe('a key that is gone', () => {
  const lost = { name: 'SessionStoreError', problem: 'keyLost' }

  test('is not "signed out": the record is left as it is, and moved aside for a new sign-in (T20)', async () => {
    const folder = await temporaryFolder()
    const open = machine(folder)
    await open().writeIf(KEY, 0, one)
    const keyFile = (await filesIn(join(folder, 'settings'))).find((file) => /\/key-[^/]+\//.test(file))
    await rm(join(keyFile!, '..', '..'), { recursive: true })
    await expect(open().read(KEY)).rejects.toMatchObject({ ...lost, message: expect.stringContaining('Sign in again') })
    await open().setAside(KEY)
    expect(await open().read(KEY)).toBeUndefined()
    const again = { revision: 1, text: 'new' }
    expect(await open().writeIf(KEY, 0, again)).toBe(true)
    expect(await open().read(KEY)).toEqual(again)
    expect(await filesIn(join(folder, 'keyFile'))).toHaveLength(2)
  })

  test('is made anew when a person signs in, and what it opened is kept (T20)', async () => {
    const folder = await temporaryFolder()
    const open = machine(folder)
    await open().writeIf(KEY, 0, one)
    await rm(join(folder, 'settings'), { recursive: true })
    await open().probe()
    expect(await open().writeIf('another', 0, one)).toBe(true)
    expect(await open().read('another')).toEqual(one)
    await expect(open().read(KEY)).rejects.toMatchObject(lost)
  })

  const two = { revision: 2, text: 'canary-access-token' }

  test('while a process holds it is of no use to that one either: it writes with a key that others find', async () => {
    const folder = await temporaryFolder()
    const open = machine(folder)
    const store = open()
    await store.writeIf(KEY, 0, one)
    await rm(await keySetting(folder), { recursive: true })
    expect(await store.read(KEY)).toEqual(one)
    expect(await store.writeIf(KEY, 1, two)).toBe(true)
    expect(await open().read(KEY)).toEqual(two)
    expect(await store.read(KEY)).toEqual(two)
  })

  test('together with all that is kept, is made anew by the process that held it', async () => {
    const folder = await temporaryFolder()
    const open = machine(folder)
    const store = open()
    await store.probe()
    await store.writeIf(KEY, 0, one)
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true })
    expect(await store.read(KEY)).toBeUndefined()
    expect(await store.writeIf(KEY, 0, one)).toBe(true)
    expect(await open().read(KEY)).toEqual(one)
  })

  test('and was replaced by that of another process, is not written with any more', async () => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()]
    const open = machine(folder)
    const store = open()
    await store.writeIf(KEY, 0, one)
    await machine(other)().writeIf('another', 0, one)
    const setting = await keySetting(folder)
    await rm(setting, { recursive: true })
    await cp(await keySetting(other), setting, { recursive: true })
    expect(await store.writeIf(KEY, 1, two)).toBe(true)
    expect(await open().read(KEY)).toEqual(two)
  })

  test('and a record that is cut off is damaged, and moved aside, with the same key', async () => {
    const folder = await temporaryFolder()
    const open = machine(folder)
    await open().writeIf(KEY, 0, one)
    await open().writeIf('another', 0, one)
    const record = (await filesIn(join(folder, 'keyFile'))).find((file) => file.includes('device-flow-tv'))
    await truncate(record!, 100)
    await expect(open().read(KEY)).rejects.toMatchObject({
      problem: 'damaged',
      message: expect.stringMatching(/Sign in again: it is then moved aside\.$/),
    })
    await open().setAside(KEY)
    expect(await open().read(KEY)).toBeUndefined()
    expect(await open().read('another')).toEqual(one)
  })

  test.each(['protection', 'key'])(
    'and so is a damaged setting (%s), when a person signs in again',
    async (setting) => {
      const folder = await temporaryFolder()
      const open = machine(folder)
      await open().writeIf(KEY, 0, one)
      const file = (await filesIn(join(folder, 'settings'))).find((path) => path.includes(`/${setting}-`))
      await truncate(file!, 10)
      const again = open()
      await again.setAside(KEY)
      await again.probe()
      await again.writeIf('another', 0, one)
      expect(await open().read('another')).toEqual(one)
    },
  )

  test('a record that can be read is not moved', async () => {
    const open = machine(await temporaryFolder())
    await open().writeIf(KEY, 0, one)
    await open().setAside(KEY)
    expect(await open().read(KEY)).toEqual(one)
  })
})

describe('DEVICE_FLOW_KEY', () => {
  test.each(['base64', 'base64url', 'hex'] as const)('in %s opens what it closed', async (encoding) => {
    const folder = await temporaryFolder()
    const open = machine(folder, { DEVICE_FLOW_KEY: `${newKey(encoding)}\n` })
    await open().probe()
    await open().writeIf(KEY, 0, one)
    expect(await open().read(KEY)).toEqual(one)
    expect(await open().describe()).toMatchObject({ kind: 'file', key: 'environment' })
    expect(await filesIn(join(folder, 'environment'))).toHaveLength(1)
  })

  test.each(['keyring', 'file', 'auto'] as const)('is in no file (store %s)', async (store) => {
    const folder = await temporaryFolder()
    const key = newKey()
    await machine(folder, { DEVICE_FLOW_KEY: key })({ store })
      .writeIf(KEY, 0, one)
      .catch(() => {})
    expect(await isInClear(folder, key)).toBe(false)
    expect(await isInClear(folder, one.text)).toBe(false)
  })

  test('that is not set any more is a lost key, never another one in silence', async () => {
    const folder = await temporaryFolder()
    await machine(folder, { DEVICE_FLOW_KEY: newKey() })().writeIf(KEY, 0, one)
    for (const store of ['auto', 'file'] as const) {
      const without = machine(folder)({ store })
      const lost = { problem: 'keyLost', message: expect.stringContaining('DEVICE_FLOW_KEY') }
      await expect(without.read(KEY)).rejects.toMatchObject(lost)
      await expect(without.writeIf(KEY, 1, { revision: 2, text: 'x' })).rejects.toMatchObject(lost)
    }
  })

  test('that is not set any more is asked for when a person signs in, unless they name another store', async () => {
    const folder = await temporaryFolder()
    await machine(folder, { DEVICE_FLOW_KEY: newKey() })().writeIf(KEY, 0, one)
    await expect(machine(folder)().probe()).rejects.toMatchObject({ problem: 'keyLost' })
    const store = machine(folder)({ store: 'file' })
    await store.probe()
    await store.setAside(KEY)
    expect(await store.writeIf(KEY, 0, one)).toBe(true)
    expect(await store.describe()).toMatchObject({ key: 'keyFile' })
  })

  test('that is another one opens nothing', async () => {
    const folder = await temporaryFolder()
    await machine(folder, { DEVICE_FLOW_KEY: newKey() })().writeIf(KEY, 0, one)
    const other = machine(folder, { DEVICE_FLOW_KEY: newKey() })()
    await expect(other.read(KEY)).rejects.toMatchObject({ problem: 'keyLost' })
  })

  test.each([['short'], ['x'.repeat(64)], [newKey() + newKey()]])(
    '%# that is none is refused, and not repeated',
    async (key) => {
      const store = machine(await temporaryFolder(), { DEVICE_FLOW_KEY: key })()
      const error: Error = await store.probe().then(
        () => expect.unreachable(),
        (reason) => reason,
      )
      expect(error).toMatchObject({ problem: 'keyDenied', message: expect.stringContaining('openssl rand -base64 32') })
      expect(error.message).not.toContain(key)
    },
  )
})

describe('a keyring that is not there', () => {
  test('is said where it was asked for by name', async () => {
    const store = machine(await temporaryFolder())({ store: 'keyring' })
    const absent = { problem: 'unavailable', message: expect.stringContaining('There is no keyring here') }
    await expect(store.probe()).rejects.toMatchObject(absent)
    await expect(store.writeIf(KEY, 0, one)).rejects.toMatchObject(absent)
    expect(store.kind).toBe('keyring')
  })

  test.each([
    ['a bus that refuses', 'unix:path=/nowhere/bus'],
    ['an address of no socket', 'tcp:host=localhost,port=1'],
  ])('as with %s, is no reason not to sign in', async (_, DBUS_SESSION_BUS_ADDRESS) => {
    const store = machine(await temporaryFolder(), { DBUS_SESSION_BUS_ADDRESS })()
    await store.probe()
    expect(await store.describe()).toMatchObject({ key: 'keyFile' })
  })

  test('but hangs, is said within seconds, and nothing is kept elsewhere in silence (T19, T34)', async () => {
    const folder = await temporaryFolder()
    const socket = join(folder, 'bus')
    const bus = createServer(() => {}).listen(socket)
    onTestFinished(() => void bus.close())
    const open = machine(join(folder, 'state'), { DBUS_SESSION_BUS_ADDRESS: `unix:guid=1,path=${socket}` })
    const startedAt = Date.now()
    const hung = {
      problem: 'unavailable',
      message: expect.stringMatching(/does not answer.*use the option store: 'file'\.$/),
    }
    await expect(open().probe()).rejects.toMatchObject(hung)
    expect(Date.now() - startedAt).toBeLessThan(3_900)
    expect(await filesIn(folder)).toEqual([])
    await open({ store: 'file' }).probe()
    // What was chosen once is kept to.
    await open().probe()
    expect(await open().describe()).toMatchObject({ key: 'keyFile' })
  })
})
