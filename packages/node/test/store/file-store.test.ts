import { execFileSync } from 'node:child_process'
import { chmod, lstat, mkdir, readFile, rename, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { storeCases } from '../../../session/test/store-cases.ts'
import { fileLock, fileStore, openFileReader, storedRegistrations } from '../../src/store/index.ts'
import { filesIn, onlyFileIn, temporaryFolder } from './folder.ts'

const KEY = 'device-flow tv https://as.example/ 1a2b'
const one = { revision: 1, text: 'one' }

/** A store with one record in it, and the file of that. */
async function storeWithRecord() {
  const folder = await temporaryFolder()
  const warnings: string[] = []
  const store = fileStore(folder, { onWarning: (message) => void warnings.push(message) })
  await store.writeIf(KEY, 0, one)
  return { folder, warnings, store, file: await onlyFileIn(folder) }
}

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

describe('a store of files', () => {
  test.each(storeCases)('$title', { timeout: 20_000 }, async ({ run }) => {
    const folder = await temporaryFolder()
    await expect(run({ open: () => fileStore(folder) })).resolves.toBeUndefined()
  })

  test('keeps on another file system than that of the temporary files, too', async () => {
    const folder = await temporaryFolder('/dev/shm')
    const store = fileStore(join(folder, 'a', 'b'))
    expect(await store.writeIf(KEY, 0, one)).toBe(true)
    expect(await store.read(KEY)).toEqual(one)
  })

  test('lists the keys under which something is kept', async () => {
    const { store } = await storeWithRecord()
    await store.writeIf('another', 0, one)
    expect((await store.keys()).toSorted()).toEqual(['another', KEY])
    expect(await fileStore('/nowhere').keys()).toEqual([])
  })

  test('leaves one file behind, whatever was written before', async () => {
    const { store, folder } = await storeWithRecord()
    for (let revision = 1; revision < 20; revision++) {
      await store.writeIf(KEY, revision, { revision: revision + 1, text: `text ${revision}` })
    }
    const files = await filesIn(folder)
    expect(files).toHaveLength(1)
    expect(await readFile(files[0]!, 'utf8')).not.toContain('text 18')
  })

  test('takes no revision that does not follow', async () => {
    const { store } = await storeWithRecord()
    await expect(store.writeIf(KEY, 1, { revision: 3, text: 'x' })).rejects.toThrow('Revision 1 is followed by 2')
  })

  test('moves what is there out of the way for a new sign-in, and keeps it (T20)', async () => {
    const { store, file, folder } = await storeWithRecord()
    await truncate(file, 10)
    await store.setAside(KEY)
    expect(await store.read(KEY)).toBeUndefined()
    expect(await store.writeIf(KEY, 0, one)).toBe(true)
    expect(await filesIn(folder)).toHaveLength(2)
    // A second time: what was set aside before is replaced.
    await store.setAside(KEY)
    await store.setAside(KEY)
    expect(await store.read(`${KEY} (aside)`)).toEqual(one)
    expect(await filesIn(folder)).toHaveLength(1)
    expect(await store.keys()).toEqual([])
  })
})

describe('files of other users', () => {
  test('are not made: folder 0700 and file 0600, whatever the umask (T14)', async () => {
    const before = process.umask(0)
    try {
      const { folder, file, warnings } = await storeWithRecord()
      const key = dirname(dirname(file))
      expect(await Promise.all([modeOf(file), modeOf(dirname(file)), modeOf(key)])).toEqual([0o600, 0o700, 0o700])
      const made = join(folder, 'made')
      await fileStore(made).writeIf(KEY, 0, one)
      expect(await modeOf(made)).toBe(0o700)
      expect(warnings).toEqual([])
    } finally {
      process.umask(before)
    }
  })

  test('cannot read ours: a mode that lets them is repaired, with a warning', async () => {
    const { store, file, folder, warnings } = await storeWithRecord()
    const key = dirname(dirname(file))
    await chmod(file, 0o644)
    await chmod(key, 0o755)
    expect(await store.read(KEY)).toEqual(one)
    expect(await Promise.all([modeOf(file), modeOf(key)])).toEqual([0o600, 0o700])
    expect(warnings).toEqual([
      expect.stringMatching(/2 files and folders were open to other users, who could read what is kept there;/),
    ])
    expect(warnings[0]).toContain(folder)
  })

  test('cannot put another in its place: every folder on the way is closed to them, and that is said once', async () => {
    const { store, folder, warnings } = await storeWithRecord()
    await store.writeIf('another', 0, one)
    const beside = join(folder, 'of-others')
    await mkdir(beside)
    execFileSync('chmod', ['-R', 'a+rwX', folder])
    expect(await store.read(KEY)).toEqual(one)
    expect(await store.keys()).toHaveLength(2)
    expect(execFileSync('find', [folder, '-perm', '/077'], { encoding: 'utf8' }).trim()).toBe(beside)
    expect(warnings).toEqual([
      expect.stringMatching(
        /7 files and folders were open.*and put something else in its place;.*sign out and in again/,
      ),
    ])
  })

  test('may look into a folder that is shared, where nobody else can write', async () => {
    const { store, folder, warnings } = await storeWithRecord()
    await chmod(folder, 0o755)
    expect(await store.read(KEY)).toEqual(one)
    expect(await modeOf(folder)).toBe(0o755)
    expect(warnings).toEqual([])
  })

  test('are refused', async () => {
    const { store } = await storeWithRecord()
    const other = vi.spyOn(process, 'getuid').mockReturnValue(4_711)
    try {
      const refusal = { name: 'SessionStoreError', problem: 'denied', message: expect.stringContaining('another user') }
      await expect(store.read(KEY)).rejects.toMatchObject(refusal)
    } finally {
      other.mockRestore()
    }
  })
})

describe('a symbolic link', () => {
  test('in the place of the file is refused, and never written to (T15)', async () => {
    const { store, file, folder } = await storeWithRecord()
    const target = join(folder, 'target')
    await rename(file, target)
    await symlink(target, file)
    await expect(store.read(KEY)).rejects.toMatchObject({ problem: 'denied', message: expect.stringMatching(/link/) })
    expect((await lstat(file)).isSymbolicLink()).toBe(true)
  })

  test('in the place of the folder of a key is refused (T15)', async () => {
    const { store, file, folder } = await storeWithRecord()
    const [key, elsewhere] = [dirname(dirname(file)), join(folder, 'elsewhere')]
    await rename(key, elsewhere)
    await symlink(elsewhere, key)
    await expect(store.read(KEY)).rejects.toMatchObject({ problem: 'denied', message: expect.stringMatching(/link/) })
    await expect(store.writeIf(KEY, 0, one)).rejects.toMatchObject({ problem: 'denied' })
    await expect(store.writeIf(KEY, 1, { revision: 2, text: 'x' })).rejects.toMatchObject({ problem: 'denied' })
  })

  test('to the folder of the store is followed: people put their home elsewhere (T15)', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'real'))
    await symlink(join(folder, 'real'), join(folder, 'link'))
    await fileStore(join(folder, 'link')).writeIf(KEY, 0, one)
    expect(await fileStore(join(folder, 'real')).read(KEY)).toEqual(one)
  })
})

describe('a file that is not as we wrote it', () => {
  const damaged = { name: 'SessionStoreError', problem: 'damaged' }

  test.each([
    ['empty', ''],
    ['cut off', '{"version":1,"key":"k","revis'],
    ['no object', '[]'],
    ['of another revision', JSON.stringify({ version: 1, key: 'k', revision: 7, text: 'x' })],
    ['with a revision that is no number', JSON.stringify({ version: 1, key: 'k', revision: '1', text: 'x' })],
    ['without a text', JSON.stringify({ version: 1, key: 'k', revision: 1 })],
    ['without a version', JSON.stringify({ key: 'k', revision: 1, text: 'x' })],
    ['binary', '\u0000\u0001\ufffd'],
  ])('%s, is damaged, and left as it is (T20)', async (_, content) => {
    const { store, file } = await storeWithRecord()
    await writeFile(file, content)
    await expect(store.read(KEY)).rejects.toMatchObject(damaged)
    expect(await store.writeIf(KEY, 0, one)).toBe(false)
    expect(await readFile(file, 'utf8')).toBe(content)
  })

  test('of newer software, says that, and is left as it is (T3)', async () => {
    const { store, file } = await storeWithRecord()
    await writeFile(file, JSON.stringify({ version: 2, what: 'ever' }))
    const newer = { problem: 'otherVersion', message: expect.stringContaining('version 2') }
    await expect(store.read(KEY)).rejects.toMatchObject(newer)
    expect(await store.writeIf(KEY, 0, one)).toBe(false)
  })

  test('of more than 16 MiB is not read', async () => {
    const { store, file } = await storeWithRecord()
    await truncate(file, 17 * 1024 * 1024)
    await expect(store.read(KEY)).rejects.toMatchObject(damaged)
  })

  test('but a pipe, is not waited for (T19)', async () => {
    const { store, file } = await storeWithRecord()
    await rename(file, `${file}.old`)
    execFileSync('mkfifo', [file])
    await expect(store.read(KEY)).rejects.toMatchObject(damaged)
  })

  test('but a folder, is named', async () => {
    const { store, file } = await storeWithRecord()
    await rename(file, `${file}.old`)
    await mkdir(file)
    await expect(store.read(KEY)).rejects.toMatchObject(damaged)
  })
})

test.each([undefined, '', { folder: '/tmp' }])('%j is no path of a folder, and that is said', async (folder) => {
  const wrong = folder as never
  const said = 'takes the path of a folder, and not'
  expect(() => fileStore(wrong)).toThrow(`fileStore ${said}`)
  expect(() => fileLock(wrong)).toThrow(`fileLock ${said}`)
  await expect(openFileReader(wrong)).rejects.toThrow(`openFileReader ${said}`)
  expect(() => storedRegistrations(wrong)).toThrow('storedRegistrations takes a store')
})
