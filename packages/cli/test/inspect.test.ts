import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveViewer } from '@device-flow/viewer'
import type { ServedViewer } from '@device-flow/viewer'
import { createCanaries, deviceAuthorized, expectNoCanaries, granted, pending } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { jsonLines, loginAt, run, RunningCommand } from './running-command.ts'
import { Viewer } from './viewer.ts'
import { withServer } from './with-server.ts'

const isOfInspector = (url: string): boolean => /\/packages\/(inspect|viewer)\/|\/node_modules\/ws\//.test(url)

/** Runs a test with an inspector and a viewer that is there before any login. */
async function withViewer(body: (inspector: ServedViewer, viewer: Viewer) => Promise<void>): Promise<void> {
  const inspector = await serveViewer()
  try {
    await body(inspector, await new Viewer(inspector.url).connected())
  } finally {
    await inspector.close()
  }
}

/** The address of something that takes connections and never answers, or of nothing at all. */
async function withDeafInspector(isThere: boolean, body: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((socket) => void socket.resume())
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<unknown> => new Promise((resolve) => void server.close(resolve))
  if (!isThere) await close()
  await body(`ws://127.0.0.1:${port}`)
  if (isThere) await close()
}

/** The modules that a login loads. */
async function modulesOf(server: ScriptedServer, ...flags: string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'device-flow-'))
  try {
    await run(loginAt(server, ...flags), { NODE_V8_COVERAGE: folder })
    const files = await readdir(folder)
    const reports = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
    return reports.flatMap((report) =>
      (JSON.parse(report) as { result: { url: string }[] }).result.map(({ url }) => url),
    )
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe.concurrent('device-flow login --inspect', () => {
  test('shows the whole login to a viewer without a secret, and else does what a login does (H3)', async () => {
    const secrets = createCanaries()
    await withServer({ script: { deviceAuthorization: [] } }, async (server) => {
      const idToken = await server.idToken({ aud: 'tv' })
      const members = { access_token: secrets.accessToken, refresh_token: secrets.refreshToken, id_token: idToken }
      server.always('deviceAuthorization', deviceAuthorized({ device_code: secrets.deviceCode }))
      server.script('token', pending(), granted(members), pending(), granted(members))
      const login = loginAt(server, '--store', 'memory', '--scope', 'openid', '--json')
      const env = { DEVICE_FLOW_CLIENT_SECRET: secrets.clientSecret }
      const usual = await run(login, env)
      await withViewer(async (inspector, viewer) => {
        const watched = await run([...login, '--inspect-url', inspector.webSocketUrl], env)
        await viewer.gone()
        expect(watched).toEqual(usual)
        expect(watched.exitCode).toBe(0)
        const round = ['awaitingUser', 'polling']
        // What was not printed is revoked at the end.
        expect(viewer.states).toEqual(['idle', 'requesting', ...round, ...round, 'authorized', 'idle'])
        expect(viewer.raw).toContain('WDJB-MJHT')
        expectNoCanaries(viewer.raw, { ...secrets, idToken })
      })
    })
  })

  test.each([
    ['where there is none', false],
    ['that never answers', true],
  ])('of an inspector %s holds no login up', async (_, isThere) => {
    await withDeafInspector(isThere, async (url) => {
      await withServer({ script: { token: [granted()] } }, async (server) => {
        const command = new RunningCommand(loginAt(server, '--inspect-url', url))
        await command.says('Signed in')
        const at = performance.now()
        expect(await command.ended()).toMatchObject({ exitCode: 0, stdout: '' })
        expect(performance.now() - at).toBeLessThan(2000)
        expect(server.gaps('token')).toEqual([])
      })
    })
  })

  test('lets a viewer cancel the login, which then ends as Ctrl-C ends it', async () => {
    await withServer({ interval: 30 }, async (server) => {
      await withViewer(async (inspector, viewer) => {
        const command = new RunningCommand(loginAt(server, '--json', '--inspect-url', inspector.webSocketUrl))
        await viewer.seen('awaitingUser')
        viewer.send({ type: 'cancel' })
        const { exitCode, stdout, stderr } = await command.ended()
        expect(exitCode).toBe(130)
        expect(jsonLines(stdout).at(-1)).toEqual({ type: 'error', reason: 'cancelled', message: 'Cancelled.' })
        expect(stderr).toMatch(/Cancelled\.\n$/)
      })
    })
  })

  test.each([
    ['ws://192.0.2.7:8628/login', 'must be on this machine'],
    ['wss://inspector.example.com', 'must be on this machine'],
    ['ftp://127.0.0.1', 'begins with ws:, not ftp:'],
    ['nowhere', 'not an absolute URL'],
  ])('ends with 2 for %s, and says what is wrong with it, before any request', async (url, problem) => {
    await withServer({}, async (server) => {
      const { exitCode, stdout, stderr } = await run(loginAt(server, '--json', '--inspect-url', url))
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
      expect(stderr).toMatch(/^device-flow login: --inspect-url cannot be used: .*\. See .*--help\.\n$/)
      expect(stderr).toContain(problem)
      expect(server.requests()).toHaveLength(0)
    })
  })

  test('is what loads the inspector: without it, a login has nothing of that', async () => {
    await withServer({}, async (server) => {
      server.always('token', granted())
      const usual = await modulesOf(server)
      expect(usual.some((url) => url.includes('/packages/cli/'))).toBe(true)
      expect(usual.filter(isOfInspector)).toEqual([])
      expect((await modulesOf(server, '--inspect')).some(isOfInspector)).toBe(true)
    })
  })
})
