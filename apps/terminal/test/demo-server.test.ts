import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../dist/demo-server.js', import.meta.url))

// One whose test has failed would go on for ever, at the usual port.
const children: ChildProcess[] = []
afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

/** Runs the program of `npm run demo-server`. Resolves to what it says once it goes on. */
async function start(): Promise<string> {
  const child = spawn(process.execPath, [program], { env: { PATH: process.env['PATH'] } })
  children.push(child)
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  while (!said.includes('ends it')) await once(child.stdout, 'data')
  return said
}

test('npm run demo-server, where its port is taken, says so, and that the apps of npm run new look at that port', async () => {
  const both = await Promise.all([start(), start()])
  const moved = both.filter((said) => !said.includes('Issuer http://127.0.0.1:8629 '))
  expect(moved).not.toEqual([])
  for (const said of moved) {
    expect(said).toMatch(/Port 8629 is taken[^]*Apps of npm run new look at 8629/)
    for (const line of said.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
  }
})
