import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { fileStore } from '../../src/store/index.ts'
import { runChild, startChild } from './child.ts'
import { filesIn, temporaryFolder } from './folder.ts'

const KEY = 'counter'

/** Counts up until it is told to end; each count that it made is a line of its output before the next one begins. */
const countUp = (folder: string): string => `
  import { writeSync } from 'node:fs'
  const store = fileStore(${JSON.stringify(folder)})
  for (;;) {
    const { revision, text } = (await store.read('${KEY}')) ?? { revision: 0, text: '' }
    const made = process.pid + '.' + Math.random()
    if (await store.writeIf('${KEY}', revision, { revision: revision + 1, text: text + made + ' ' })) writeSync(1, made + '\\n')
  }
`

/** The counts that processes say they made, and those that are stored. */
async function countsAfter(folder: string, children: ReturnType<typeof startChild>[]) {
  const outputs = await Promise.all(children.map(async ({ ended }) => (await ended).stdout))
  const said = outputs.flatMap((output) => output.split('\n').filter(Boolean))
  const stored = (await fileStore(folder).read(KEY))!
  return { said, stored: stored.text.split(' ').filter(Boolean), revision: stored.revision }
}

describe('processes that write at once', { timeout: 120_000 }, () => {
  test('lose nothing that one of them said it wrote, though they are killed at any moment (R4, R6)', async () => {
    const folder = await temporaryFolder()
    const children: ReturnType<typeof startChild>[] = []
    for (let round = 0; round < 8; round++) {
      const started = Array.from({ length: 4 }, () => startChild(countUp(folder)))
      children.push(...started)
      // However slow the machine is, each has written once.
      await Promise.all(started.map(({ process }) => once(process.stdout!, 'data')))
      await wait(Math.random() * 100)
      for (const { process } of started) {
        await wait(Math.random() * 20)
        process.kill('SIGKILL')
      }
      await Promise.all(started.map(({ ended }) => ended))
    }
    const { said, stored, revision } = await countsAfter(folder, children)
    expect(said.length).toBeGreaterThanOrEqual(children.length)
    expect(said.filter((count) => !stored.includes(count))).toEqual([])
    // Who was killed between the write and saying so has written all the same: one count each at most.
    expect(stored.length - said.length).toBeLessThanOrEqual(children.length)
    expect(new Set(stored).size).toBe(stored.length)
    expect(revision).toBe(stored.length)
    await fileStore(folder).writeIf(KEY, revision, { revision: revision + 1, text: 'the last' })
    expect(await filesIn(folder)).toHaveLength(1)
  })

  test('lose nothing though they are stopped at any moment, and go on when others have written (T11)', async () => {
    const folder = await temporaryFolder()
    const children = Array.from({ length: 4 }, () => startChild(countUp(folder)))
    await Promise.all(children.map(({ process }) => once(process.stdout!, 'data')))
    for (const end = Date.now() + 6_000; Date.now() < end;) {
      const { process } = children[Math.floor(Math.random() * children.length)]!
      process.kill('SIGSTOP')
      await wait(Math.random() * 150)
      process.kill('SIGCONT')
      await wait(Math.random() * 10)
    }
    for (const { process } of children) process.kill('SIGKILL')
    const { said, stored, revision } = await countsAfter(folder, children)
    expect(said.filter((count) => !stored.includes(count))).toEqual([])
    expect(stored.length - said.length).toBeLessThanOrEqual(children.length)
    expect(revision).toBe(stored.length)
  })

  test('hear of each other’s writes', async () => {
    const folder = await temporaryFolder()
    const store = fileStore(folder)
    await store.writeIf(KEY, 0, { revision: 1, text: 'one' })
    let stop: (() => void) | undefined
    const heard = new Promise<void>((resolve) => (stop = store.watch(KEY, resolve)))
    await wait(100)
    await runChild(`await fileStore(${JSON.stringify(folder)}).writeIf('${KEY}', 1, { revision: 2, text: 'two' })`)
    await heard
    stop?.()
    expect(await store.read(KEY)).toEqual({ revision: 2, text: 'two' })
  })

  test('watch without being kept alive by it', async () => {
    const folder = await temporaryFolder()
    const program = `fileStore(${JSON.stringify(folder)}).watch('${KEY}', () => {})\nconsole.log('watching')`
    expect(await runChild(program)).toBe('watching')
  })
})
