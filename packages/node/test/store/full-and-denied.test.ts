import { execFileSync } from 'node:child_process'
import { chmod, chown, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { appStore, fileLock, fileStore } from '../../src/store/index.ts'
import { runChild } from './child.ts'
import { filesIn, onlyFileIn, temporaryFolder } from './folder.ts'

const KEY = 'device-flow tv https://as.example/ 1a2b'
const one = { revision: 1, text: 'one' }
const say = (work: string): string =>
  `console.log(JSON.stringify(await ${work}.catch(({ problem, message }) => ({ problem, message }))))`

/** Root may do everything: then nobody does it. */
const ASIDE_FROM_ROOT = 'if (process.getuid() === 0) process.setuid(65534)\n'

describe('a disk that is full', () => {
  test('is said, and what was kept before is as it was', async () => {
    const folder = await temporaryFolder()
    await fileStore(folder).writeIf(KEY, 0, one)
    const file = await onlyFileIn(folder)
    const before = await readFile(file, 'utf8')
    // A limit of one block stands for the end of the disk; ignored, its signal becomes an error of the write.
    const write = `fileStore('${folder}').writeIf('${KEY}', 1, { revision: 2, text: 'x'.repeat(100_000) })`
    const limited = ['-c', `trap '' XFSZ; ulimit -f 1; exec '${process.execPath}' "$@"`, 'sh']
    const said = await runChild(say(write), { command: '/bin/sh', args: limited })
    expect(JSON.parse(said)).toMatchObject({ problem: 'full', message: expect.stringContaining('as it was') })
    expect(await filesIn(folder)).toEqual([file])
    expect(await readFile(file, 'utf8')).toBe(before)
  })
})

describe('a file where a folder should be', () => {
  test.each([
    ['the folder of the store', ''],
    ['one above it', 'above/it'],
  ])('is named, with what to do: in place of %s', async (_, below) => {
    const file = join(await temporaryFolder(), 'file')
    await writeFile(file, 'of somebody else')
    const store = fileStore(join(file, below))
    for (const work of [store.read(KEY), store.writeIf(KEY, 0, one)]) {
      await expect(work).rejects.toMatchObject({
        problem: 'denied',
        message: expect.stringMatching(
          new RegExp(
            `cannot be used: ${file} is a file, and no folder \\(ENOTDIR\\)\\. Move it away, or keep sessions in another folder\\.$`,
          ),
        ),
      })
    }
    expect(await readFile(file, 'utf8')).toBe('of somebody else')
  })

  test('or a link that leads nowhere is named, with where it leads', async () => {
    const link = join(await temporaryFolder(), 'link')
    await symlink('/nowhere/at/all', link)
    await expect(fileStore(join(link, 'below')).writeIf(KEY, 0, one)).rejects.toMatchObject({
      problem: 'denied',
      message: expect.stringContaining(
        `cannot be used: ${link} is a symbolic link to /nowhere/at/all, which is not there (EEXIST). Move it away, or keep sessions in another folder`,
      ),
    })
  })

  test('is not made up where the folder cannot be looked at: the fault of the disk is said', async () => {
    const folder = await temporaryFolder()
    const failing = `
      const { default: fs } = await import('node:fs/promises')
      fs.stat = () => Promise.reject(Object.assign(new Error('i/o error'), { code: 'EIO' }))
      ;(await import('node:module')).syncBuiltinESMExports()
    `
    const said = await runChild(
      `${failing}${say(`fileStore('${folder}').writeIf('${KEY}', 0, { revision: 1, text: '' })`)}`,
    )
    expect(JSON.parse(said)).toMatchObject({ problem: 'unavailable', message: expect.stringContaining('(EIO)') })
  })

  test('is named where DEVICE_FLOW_HOME leads to it', async () => {
    const file = join(await temporaryFolder(), 'file')
    await writeFile(file, '')
    const store = appStore('my-cli', { env: { DEVICE_FLOW_HOME: join(file, 'home') } })
    await expect(store.read(KEY)).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`${file} is a file, and no folder.*keep sessions in another folder`)),
    })
  })
})

describe('a folder that cannot be written to', () => {
  test.each([
    ['a record', `writeIf('${KEY}', 1, { revision: 2, text: 'two' })`],
    ['the first record', `writeIf('another', 0, { revision: 1, text: 'two' })`],
  ])('is said when %s is written, and is still read', async (_, write) => {
    const folder = await temporaryFolder()
    await fileStore(folder).writeIf(KEY, 0, one)
    await chmod(folder, 0o700)
    for (const path of [folder, ...(await foldersTo(await onlyFileIn(folder), folder))]) {
      if (process.getuid?.() === 0) await chown(path, 65_534, 65_534)
      await chmod(path, path.endsWith('.json') ? 0o400 : 0o500)
    }
    const program = `const store = fileStore('${folder}')\n${say(`store.${write}`)}\n${say(`store.read('${KEY}')`)}`
    const [said, read] = (await runChild(ASIDE_FROM_ROOT + program)).split('\n')
    expect(JSON.parse(said!)).toMatchObject({ problem: 'denied', message: expect.stringContaining(folder) })
    expect(JSON.parse(read!)).toEqual(one)
  })

  test('keeps a session from being renewed, which its store can tell beforehand (T16)', async () => {
    const folder = await temporaryFolder()
    const store = appStore('my-cli', { folder, env: {} })
    await store.writeIf(KEY, 0, one)
    expect(await store.writeProblem(KEY)).toBeUndefined()
    execFileSync('chmod', ['-R', 'a-w', folder])
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', '65534', folder])
    const asked = `appStore('my-cli', { folder: '${folder}', env: {} }).writeProblem('${KEY}')`
    const said = await runChild(
      `${ASIDE_FROM_ROOT}const found = await ${asked}\nconsole.log(found?.problem, found?.message)`,
    )
    expect(said).toMatch(/^denied .*keyFile.* cannot be used \(EACCES\).*[Kk]eep sessions in another folder\.$/m)
    expect(await store.writeProblem('nothing here')).toBeUndefined()
  })

  test('can hold no lock, and that is said (T6)', async () => {
    const folder = await temporaryFolder()
    await chmod(folder, 0o500)
    if (process.getuid?.() === 0) await chown(folder, 65_534, 65_534)
    const acquire = `fileLock('${folder}/locks').acquire('a', { waitMs: 5_000, leaseMs: 1_000, signal: new AbortController().signal })`
    expect(await runChild(`${ASIDE_FROM_ROOT}console.log(await ${acquire})`)).toBe('impossible')
  })
})

describe('a folder that cannot be made, though the one above it is there', () => {
  // Of /proc itself: the recursive mkdir of Node tries that for ever.
  const folder = '/proc/device-flow/state'

  test('is said, and not tried for ever', async () => {
    const said = {
      message: expect.stringMatching(new RegExp(`${folder} cannot be used \\(E.*[Kk]eep sessions in another folder`)),
    }
    await expect(appStore('my-cli', { folder, env: {} }).probe()).rejects.toMatchObject(said)
    await expect(fileStore(folder).writeIf(KEY, 0, one)).rejects.toMatchObject({ name: 'SessionStoreError' })
    const request = { waitMs: 0, leaseMs: 1_000, signal: new AbortController().signal }
    expect(await fileLock(folder).acquire('a', request)).toBe('impossible')
  })
})

describe('the folder of another user', () => {
  test('is refused, and left as it is', async () => {
    const folder = await temporaryFolder()
    await fileStore(folder).writeIf(KEY, 0, one)
    const file = await onlyFileIn(folder)
    // Root reads what is somebody else's; others are not let in by the system.
    if (process.getuid?.() === 0) await chown(file, 65_534, 65_534)
    else await chmod(file, 0)
    await expect(fileStore(folder).read(KEY)).rejects.toMatchObject({ problem: 'denied' })
  })
})

/** The folders between, and the file itself, from the inside out. */
async function foldersTo(file: string, folder: string): Promise<string[]> {
  const names = file.slice(folder.length + 1).split('/')
  return names.map((_, index) => [folder, ...names.slice(0, names.length - index)].join('/'))
}
