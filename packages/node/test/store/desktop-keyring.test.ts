import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runChild } from './child.ts'
import { openDesktop } from './desktop.ts'
import type { Desktop } from '../../../../scripts/start-desktop.mjs'
import { filesIn, temporaryFolder } from './folder.ts'

const write = `await store.probe()
  await store.writeIf('k', 0, { revision: 1, text: 'canary-refresh-token' })
  console.log(JSON.stringify({ ...(await store.read('k')), ...(await store.describe()), kind: store.kind }))`
const read = `console.log(JSON.stringify(await store.read('k').catch(({ problem, message }) => ({ problem, message }))))`
const probe = `console.log(JSON.stringify(await store.probe().catch(({ problem, message }) => ({ problem, message })) ?? 'well'))`

async function on({ env }: Pick<Desktop, 'env'>, folder: string, work: string, store = 'auto'): Promise<unknown> {
  const open = `const store = appStore('my-cli', { folder: '${folder}', store: '${store}' })\n`
  return JSON.parse(await runChild(open + work, { env }))
}

describe('the store of an app, on a desktop with a keyring', { timeout: 60_000 }, () => {
  test('keeps an encrypted record, and its key in the keyring', async () => {
    const [desktop, folder] = [await openDesktop(), await temporaryFolder()]
    const said = await on(desktop, folder, write)
    expect(said).toMatchObject({ text: expect.any(String), revision: 1, kind: 'keyring', key: 'keyring' })
    expect(await on(desktop, folder, read)).toEqual({ revision: 1, text: 'canary-refresh-token' })
    const contents = await Promise.all((await filesIn(folder)).map((file) => readFile(file, 'utf8')))
    expect(contents.filter((content) => content.includes('canary'))).toEqual([])
    // No file of settings holds 32 bytes: the key is not beside the record.
    const settings = contents.filter((content) => !content.includes('device-flow-encrypted'))
    expect(settings.join('')).not.toMatch(/[\w+/]{43}=/)
  })

  test('has one key, though several processes are the first at one moment', async () => {
    const [desktop, folder] = [await openDesktop(), await temporaryFolder()]
    const keys = ['a', 'b', 'c', 'd', 'e']
    await Promise.all(keys.map((key) => on(desktop, folder, write.replaceAll("'k'", `'${key}'`))))
    const values = `console.log(JSON.stringify(await Promise.all(${JSON.stringify(keys)}.map((key) => store.read(key)))))`
    const value = { revision: 1, text: 'canary-refresh-token' }
    expect(await on(desktop, folder, values)).toEqual(keys.map(() => value))
  })

  test('finds it again after the desktop was started anew', async () => {
    const [home, folder] = [await temporaryFolder(), await temporaryFolder()]
    const before = await openDesktop({ home })
    await on(before, folder, write)
    await before.end()
    expect(await on(await openDesktop({ home }), folder, read)).toMatchObject({ revision: 1 })
  })

  test('says that the keyring is locked, and opens the record once it is not', async () => {
    const [home, folder] = [await temporaryFolder(), await temporaryFolder()]
    const before = await openDesktop({ home })
    await on(before, folder, write)
    await before.end()
    const locked = await openDesktop({ home, isLocked: true })
    const said = { problem: 'locked', message: expect.stringContaining('Unlock it') }
    expect(await on(locked, folder, read)).toMatchObject(said)
    expect(await on(locked, folder, probe)).toMatchObject(said)
    // Nothing is moved aside because of it.
    const aside = `await store.setAside('k').catch(() => {})\n${read}`
    expect(await on(locked, folder, aside)).toMatchObject(said)
    await locked.end()
    expect(await on(await openDesktop({ home }), folder, read)).toMatchObject({ revision: 1 })
  })

  test('says that a keyring is locked before anybody signs in for the first time', async () => {
    const [home, folder] = [await temporaryFolder(), await temporaryFolder()]
    const before = await openDesktop({ home })
    await on(before, await temporaryFolder(), write)
    await before.end()
    const desktop = await openDesktop({ home, isLocked: true })
    expect(await on(desktop, folder, probe)).toMatchObject({ problem: 'locked' })
    expect(await filesIn(folder)).toEqual([])
  })

  test('does not use less in silence when the keyring is gone: over SSH, say', async () => {
    const [desktop, folder] = [await openDesktop(), await temporaryFolder()]
    await on(desktop, folder, write)
    const ssh = { env: { PATH: process.env['PATH'], HOME: desktop.env['HOME'] } }
    const before = await filesIn(folder)
    const gone = { problem: 'keyDenied', message: expect.stringMatching(/is in the keyring.*no keyring here/) }
    expect(await on(ssh, folder, read)).toMatchObject(gone)
    expect(await on(ssh, folder, probe)).toMatchObject({ problem: 'unavailable' })
    const change = `await store.writeIf('k', 1, { revision: 2, text: 'x' }).then(() => console.log('1'), () => console.log('0'))`
    expect(await on(ssh, folder, change)).toBe(0)
    expect(await filesIn(folder)).toEqual(before)
    // A person may, by name: signing in passes over what that store does not open.
    expect(await on(ssh, folder, `await store.setAside('k')\n${write}`, 'file')).toMatchObject({ key: 'keyFile' })
    expect(await on(ssh, folder, read)).toMatchObject({ revision: 1 })
  })

  test('says that the key is gone when the keyring was emptied (T20)', async () => {
    const folder = await temporaryFolder()
    await on(await openDesktop(), folder, write)
    const another = await openDesktop()
    expect(await on(another, folder, read)).toMatchObject({ problem: 'keyLost' })
    const anew = `await store.setAside('k')\n${write}`
    expect(await on(another, folder, anew)).toMatchObject({ revision: 1, key: 'keyring' })
    expect(await filesIn(join(folder, 'keyring'))).toHaveLength(2)
  })

  test('waits some seconds, and no longer, for a keyring that hangs (T19)', async () => {
    const [desktop, folder] = [await openDesktop(), await temporaryFolder()]
    await on(desktop, folder, write)
    await desktop.signal('SIGSTOP')
    const startedAt = Date.now()
    expect(await on(desktop, folder, probe)).toMatchObject({
      problem: 'unavailable',
      message: expect.stringContaining('does not answer'),
    })
    expect(Date.now() - startedAt).toBeLessThan(8_000)
    expect(await on(desktop, folder, read)).toMatchObject({ problem: 'keyDenied' })
    await desktop.signal('SIGCONT')
    expect(await on(desktop, folder, read)).toMatchObject({ revision: 1 })
  })
})
