import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { withRotatingServer } from '@device-flow/testing/vitest'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildFirst } from '../../../../scripts/build-first.mjs'

const built = fileURLToPath(new URL('../../dist/index.js', import.meta.url))

beforeAll(() => buildFirst('@device-flow/oauth'), 120_000)

/** A process that refreshes once, and whose deadline of 30 s is over after 1.5 s: its clock is twenty times as fast. */
function refreshInProcess(issuer: string, refreshToken: string) {
  const program = `
    import { Secret } from '@device-flow/machine'
    import { createOAuthServices } from ${JSON.stringify(built)}
    const clock = {
      now: () => Date.now(),
      monotonic: () => performance.now() * 20,
      schedule(callback, delayMs) {
        const timer = setTimeout(callback, delayMs / 20)
        return () => clearTimeout(timer)
      },
    }
    const services = createOAuthServices({ issuer: '${issuer}', clientId: 'client-1', clock })
    const tokens = { accessToken: new Secret('at'), refreshToken: new Secret('${refreshToken}'), tokenType: 'bearer', receivedAt: Date.now() }
    const outcome = await services.refreshTokens(tokens)
    console.log(outcome.type, outcome.tokens.refreshToken.reveal())
  `
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, output: Promise.all([text(child.stdout), text(child.stderr)]).then((parts) => parts.join('')) }
}

test('a refresh whose response came while the process was stopped, beyond its deadline, is used and not sent again (T2)', async () => {
  const arrived = new AbortController()
  const server = await withRotatingServer({
    // Held back until the process is stopped: then it surely has not read it.
    replies: (tokens) => new Promise((resolve) => arrived.signal.addEventListener('abort', () => resolve(tokens))),
  })
  const { child, output } = refreshInProcess(server.issuer, server.signIn().refresh_token)
  await expect.poll(() => server.counts().refreshes, { timeout: 15_000 }).toBe(1)
  child.kill('SIGSTOP')
  arrived.abort()
  await new Promise((resolve) => setTimeout(resolve, 2500))
  child.kill('SIGCONT')
  expect(await output).toMatch(/^refreshed refresh-token-2-/)
  expect(server.counts()).toMatchObject({ refreshes: 1, reuses: 0, liveFamilies: 1 })
}, 60_000)
