import { once } from 'node:events'
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { lockCases } from '../../../session/test/lock-cases.ts'
import { fileLock } from '../../src/store/index.ts'
import { startChild } from './child.ts'
import { filesIn, onlyFileIn, temporaryFolder } from './folder.ts'

const request = { waitMs: 300, leaseMs: 60_000, signal: new AbortController().signal }

/** A lock that a process of its own holds, and does not give back. */
async function heldElsewhere({ leaseMs = 60_000 } = {}) {
  const folder = await temporaryFolder()
  const { process, ended } = startChild(`
    const signal = new AbortController().signal
    await fileLock('${folder}').acquire('a', { waitMs: 1_000, leaseMs: ${leaseMs}, signal })
    console.log('held')
    setInterval(() => {}, 1_000)
  `)
  onTestFinished(() => void process.kill('SIGKILL'))
  await once(process.stdout!, 'data')
  return { folder, process, ended, lock: fileLock(folder), owner: await onlyFileIn(folder) }
}

/** Lets the owner of a lock say something else of itself. */
async function disguise(owner: string, change: object): Promise<void> {
  await writeFile(owner, JSON.stringify({ ...JSON.parse(await readFile(owner, 'utf8')), ...change }))
}

describe('a lock of files', () => {
  test.each(lockCases)('$title', { timeout: 20_000 }, async ({ run }) => {
    const folder = await temporaryFolder()
    await expect(run({ open: () => fileLock(folder) })).resolves.toBeUndefined()
  })

  test('leaves nothing behind when it is given back', async () => {
    const folder = await temporaryFolder()
    const lease = await fileLock(folder).acquire('a', request)
    if (typeof lease === 'object') await lease.release()
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the lock of another process', () => {
  test('is never taken while that lives, however busy it is (T7)', async () => {
    const { lock } = await heldElsewhere()
    expect(await lock.acquire('a', request)).toBe('held')
  })

  test('is taken at once when that was killed', async () => {
    const { lock, process, ended } = await heldElsewhere()
    process.kill('SIGKILL')
    await ended
    expect(await lock.acquire('a', request)).toHaveProperty('release')
  })

  test('is taken from one that is stopped when its lease is over, and not before (T7)', async () => {
    const { lock, process, folder } = await heldElsewhere({ leaseMs: 1_500 })
    process.kill('SIGSTOP')
    expect(await lock.acquire('a', request)).toBe('held')
    const lease = await lock.acquire('a', { ...request, waitMs: 5_000 })
    expect(lease).toHaveProperty('release')
    process.kill('SIGCONT')
    await wait(100)
    expect(await fileLock(folder).acquire('a', request)).toBe('held')
  })

  test('is taken at once when its number belongs to another process by now', async () => {
    const { lock, owner } = await heldElsewhere()
    await disguise(owner, { startedAt: '1' })
    expect(await lock.acquire('a', request)).toHaveProperty('release')
  })

  test.each([
    ['of another machine or container', { machine: 'another', pid: 2 ** 22 - 1 }],
    ['that cannot tell its machine', { machine: undefined, pid: 2 ** 22 - 1 }],
  ])(
    '%s is alive until it has not renewed its lease for 20 s, whatever its number says here (T10)',
    async (_, change) => {
      const { lock, owner } = await heldElsewhere()
      await disguise(owner, change)
      const lately = new Date(Date.now() - 15_000)
      await utimes(owner, lately, lately)
      expect(await lock.acquire('a', request)).toBe('held')
      const longAgo = new Date(Date.now() - 21_000)
      await utimes(owner, longAgo, longAgo)
      expect(await lock.acquire('a', request)).toHaveProperty('release')
    },
  )

  test('renews its lease while it works, and not after it was given back', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const folder = await temporaryFolder()
    const lease = await fileLock(folder).acquire('a', request)
    const owner = await onlyFileIn(folder)
    const text = await readFile(owner, 'utf8')
    const longAgo = new Date(Date.now() - 21_000)
    await utimes(owner, longAgo, longAgo)
    vi.advanceTimersByTime(5_000)
    await expect.poll(async () => Date.now() - (await stat(owner)).mtimeMs).toBeLessThan(10_000)
    expect(await readFile(owner, 'utf8')).toBe(text)
    if (typeof lease === 'object') await lease.release()
    vi.advanceTimersByTime(60_000)
    await wait(50)
    expect(await filesIn(folder)).toEqual([])
  })

  test('of another machine does not last longer by a clock that was set back', async () => {
    const { lock, owner } = await heldElsewhere()
    await disguise(owner, { machine: 'another' })
    const later = new Date(Date.now() + 3_600_000)
    await utimes(owner, later, later)
    expect(await lock.acquire('a', request)).toHaveProperty('release')
  })

  test.each([[''], ['{"pid":'], ['[]'], ['{"pid":-1,"uptime":1,"leaseMs":1}']])(
    'with the owner %j is held for a minute: its machine went down while it was written',
    async (text) => {
      const { lock, owner } = await heldElsewhere()
      await writeFile(owner, text)
      expect(await lock.acquire('a', request)).toBe('held')
      const longAgo = new Date(Date.now() - 61_000)
      await utimes(owner, longAgo, longAgo)
      expect(await lock.acquire('a', request)).toHaveProperty('release')
    },
  )
})

test(
  'processes that are killed while they hold it, or try to, never hold it two at a time (R2)',
  { timeout: 60_000 },
  async () => {
    const folder = await temporaryFolder()
    const inside = join(await temporaryFolder(), 'inside')
    // Whoever is in makes a file that must not be there; one that died inside is known by its number.
    const work = `
    import { openSync, readFileSync, unlinkSync, writeFileSync, writeSync } from 'node:fs'
    const lock = fileLock('${folder}')
    const signal = new AbortController().signal
    const isAlive = (pid) => { try { process.kill(pid, 0); return true } catch { return false } }
    for (;;) {
      const lease = await lock.acquire('a', { waitMs: 10_000, leaseMs: 60_000, signal })
      if (typeof lease === 'string') { writeSync(1, lease + '\\n'); continue }
      try {
        const other = Number(readFileSync('${inside}', 'utf8'))
        if (other && isAlive(other)) writeSync(1, 'two\\n')
      } catch {}
      writeFileSync('${inside}', String(process.pid))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
      if (Number(readFileSync('${inside}', 'utf8')) !== process.pid) writeSync(1, 'two\\n')
      unlinkSync('${inside}')
      writeSync(1, 'turn\\n')
      await lease.release()
    }
  `
    const outputs: string[] = []
    const run = async (lifeMs: number): Promise<void> => {
      const { process, ended } = startChild(work)
      // However slow the machine is, each holds it once.
      await once(process.stdout!, 'data')
      await wait(lifeMs)
      process.kill('SIGKILL')
      const { stdout, stderr } = await ended
      outputs.push(stdout + stderr)
    }
    const lives = async (): Promise<void> => {
      for (let life = 0; life < 8; life++) await run(Math.random() * 300)
    }
    await Promise.all(Array.from({ length: 4 }, lives))
    const lines = outputs.flatMap((output) => output.split('\n').filter(Boolean))
    expect(new Set(lines)).toEqual(new Set(['turn']))
    expect(lines.length).toBeGreaterThanOrEqual(32)
    expect((await filesIn(folder)).length).toBeLessThanOrEqual(32)
  },
)
