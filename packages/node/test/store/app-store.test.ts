import { execFileSync } from 'node:child_process'
import { chmod, chown } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { storeCases } from '../../../session/test/store-cases.ts'
import { appStore, stateFolder } from '../../src/store/index.ts'
import { runChild } from './child.ts'
import { filesIn, temporaryFolder } from './folder.ts'
import { KEY, one, machine, isInClear } from './machine.ts'

describe('the store of an app, on a machine without a keyring', () => {
  test.each(storeCases)('$title', { timeout: 20_000 }, async ({ run }) => {
    const open = machine(await temporaryFolder())
    await expect(run({ open: () => open() })).resolves.toBeUndefined()
  })

  test('keeps an encrypted record, and its key in a file of this user, and says so', async () => {
    const folder = await temporaryFolder()
    const store = machine(folder)()
    await store.probe()
    await store.writeIf(KEY, 0, one)
    expect(await isInClear(folder, one.text)).toBe(false)
    expect(store.kind).toBe('file')
    const { text, ...description } = await store.describe()
    expect(description).toEqual({ kind: 'file', folder, key: 'keyFile' })
    expect(text).toMatch(/^Encrypted in .*, the key in a file .*not against programs of yours/)
  })

  test('has nothing in its folder that others can read (T14)', async () => {
    const folder = await temporaryFolder()
    const store = machine(folder)()
    await store.probe()
    await store.writeIf(KEY, 0, one)
    const open = execFileSync('find', [folder, '-mindepth', '1', '-perm', '/077'], { encoding: 'utf8' })
    expect(open).toBe('')
  })

  test('reads nothing, makes nothing and asks nobody before something is kept', async () => {
    const folder = await temporaryFolder()
    const store = machine(folder)()
    expect([await store.read(KEY), await store.keys()]).toEqual([undefined, []])
    expect((await store.describe()).text).toBe(`Nothing is kept in ${folder} yet.`)
    await store.setAside(KEY)
    expect(await filesIn(folder)).toEqual([])
  })

  test('has one key, though many are the first at one moment', async () => {
    const folder = await temporaryFolder()
    const open = machine(folder)
    await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const store = open()
        await store.probe()
        await store.writeIf(`key ${index}`, 0, one)
      }),
    )
    const store = open()
    const values = await Promise.all(Array.from({ length: 10 }, (_, index) => store.read(`key ${index}`)))
    expect(values).toEqual(Array.from({ length: 10 }, () => one))
    expect(await store.keys()).toHaveLength(10)
  })

  test('has one key, though several processes are the first at one moment', { timeout: 60_000 }, async () => {
    const folder = await temporaryFolder()
    const program = (key: string): string => `
      const store = appStore('my-cli', { folder: '${folder}', env: {} })
      await store.probe()
      await store.writeIf('${key}', 0, ${JSON.stringify(one)})
    `
    await Promise.all(['a', 'b', 'c', 'd'].map((key) => runChild(program(key))))
    const store = machine(folder)()
    expect(await Promise.all(['a', 'b', 'c', 'd'].map((key) => store.read(key)))).toEqual([one, one, one, one])
  })

  test('says that a folder cannot be written to before anybody signs in', async () => {
    const folder = await temporaryFolder()
    await chmod(folder, 0o500)
    if (process.getuid?.() === 0) await chown(folder, 65_534, 65_534)
    const said = await runChild(`
      if (process.getuid() === 0) process.setuid(65534)
      await appStore('my-cli', { folder: '${folder}/state', env: {} }).probe().catch(({ problem, message }) => console.log(problem, message))
    `)
    expect(said).toMatch(/^denied .*Make it readable and writable for this user/)
  })
})

describe('where it keeps', () => {
  const places: [string, Record<string, string>, string][] = [
    ['DEVICE_FLOW_HOME', { DEVICE_FLOW_HOME: 'home' }, 'home/my-cli'],
  ]
  if (process.platform === 'linux') {
    places.push(['XDG_STATE_HOME', { XDG_STATE_HOME: 'state' }, 'state/my-cli'])
    places.push(['the home folder', { HOME: 'home', XDG_STATE_HOME: '' }, 'home/.local/state/my-cli'])
  }

  test.each(places)('is in %s', async (_, variables, expected) => {
    const folder = await temporaryFolder()
    const entries = Object.entries(variables).map(([name, value]) => [name, value && join(folder, value)])
    const env = { ...process.env, DEVICE_FLOW_HOME: '', ...Object.fromEntries(entries) }
    const said = await runChild(`console.log((await appStore('my-cli').describe()).folder)`, { env })
    expect(said).toBe(join(folder, expected))
  })

  const onLinux: [string, Record<string, string>, string][] = [
    ['XDG_STATE_HOME', { XDG_STATE_HOME: 'state', HOME: '/home/ada' }, '/home/ada/.local/state/my-cli'],
    ['HOME', { HOME: 'ada' }, join(userInfo().homedir, '.local/state/my-cli')],
  ]

  test.each(process.platform === 'linux' ? onLinux : [])(
    'is not where a relative path in %s leads',
    (_, env, folder) => {
      expect(stateFolder('my-cli', env)).toBe(folder)
    },
  )

  test('is not where a relative path in DEVICE_FLOW_HOME leads: that is refused', () => {
    const refusal = 'DEVICE_FLOW_HOME must be an absolute path, and is "state".'
    expect(() => stateFolder('my-cli', { DEVICE_FLOW_HOME: 'state' })).toThrow(refusal)
    expect(() => appStore('my-cli', { env: { DEVICE_FLOW_HOME: 'state' } })).toThrow(refusal)
  })

  test.each([[''], [undefined as never], ['.'], ['..'], ['a/b'], ['a\\b'], ['\u0000']])(
    'is no folder by the name %j',
    (name) => {
      expect(() => appStore(name)).toThrow(TypeError)
    },
  )

  test('is one of four', () => {
    expect(() => appStore('my-cli', { store: 'keychain' as never })).toThrow('auto, keyring, file or memory')
  })

  test('is nowhere, where it is asked to keep in memory', { timeout: 20_000 }, async () => {
    const folder = await temporaryFolder()
    const store = appStore('my-cli', { folder, store: 'memory' })
    let stop: (() => void) | undefined
    const heard = new Promise<void>((resolve) => (stop = store.watch(KEY, resolve)))
    await store.probe()
    expect(await store.writeIf(KEY, 0, one)).toBe(true)
    store.notify?.(KEY)
    await heard
    stop?.()
    expect([await store.read(KEY), await store.keys()]).toEqual([one, [KEY]])
    const lease = await store.lock.acquire('a', { waitMs: 0, leaseMs: 1_000, signal: new AbortController().signal })
    expect(lease).toHaveProperty('release')
    expect(await store.describe()).toMatchObject({ kind: 'memory' })
    expect(await filesIn(folder)).toEqual([])
  })
})
