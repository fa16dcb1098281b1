import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { playPerson, startAuthServer } from '@device-flow/auth-server'
import type { AuthServer, AuthServerOptions } from '@device-flow/auth-server'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import { createDpop } from '@device-flow/oauth/dpop'
import type { DpopOptions } from '@device-flow/oauth/dpop'
import { createSession, memoryStore, openSession, trackInFlight, withSession } from '@device-flow/session'
import type { Session, Store } from '@device-flow/session'
import { storedDpopKeys } from '@device-flow/session/dpop'
import { describe, expect, test } from 'vitest'
import type { TestContext } from 'vitest'
import { createActor, waitFor } from 'xstate'

async function startServer(
  dpop: NonNullable<AuthServerOptions['dpop']>,
  { onTestFinished }: TestContext,
): Promise<AuthServer> {
  const server = await startAuthServer({ pollIntervalSeconds: 1, dpop })
  onTestFinished(() => server.close())
  return server
}

/** A fetch that counts what the server answers, by path and error. */
function counting(): { fetch: typeof fetch; answers: string[] } {
  const answers: string[] = []
  return {
    answers,
    async fetch(input, init) {
      const response = await fetch(input, init)
      const { error = response.status } = (await response
        .clone()
        .json()
        .catch(() => ({}))) as { error?: string }
      answers.push(`${new URL(response.url).pathname} ${error}`)
      return response
    },
  }
}

function servicesOf(server: AuthServer, store: Store, options: DpopOptions, through = fetch) {
  const { issuer, clientId, apiUrl } = server
  const dpop = createDpop({ keys: storedDpopKeys(store), ...options })
  const scope = 'openid offline_access api:read'
  const oauth = createOAuthServices({ issuer, clientId, scope, resource: apiUrl, dpop, fetch: through })
  return withSession(oauth, { store })
}

/** Signs in; the person approves after the first poll, which so is pending. */
async function signIn(services: ReturnType<typeof servicesOf>): Promise<Session> {
  const tracked = trackInFlight(services)
  const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
  await waitFor(actor, (snapshot) => snapshot.matches('idle'))
  actor.send({ type: 'start' })
  await waitFor(actor, (snapshot) => snapshot.matches('polling'))
  const { context } = await waitFor(actor, (snapshot) => snapshot.matches('awaitingUser'))
  const { verificationUri, userCode } = context.authorization!
  await playPerson({ verificationUri, userCode, decision: 'approve', name: 'Ada' })
  await waitFor(actor, (snapshot) => snapshot.hasTag('signedIn') || snapshot.matches('error'), { timeout: 20_000 })
  const { error } = actor.getSnapshot().context
  if (error) throw error
  return createSession(actor, tracked)
}

describe.concurrent('DPoP at a real authorization server', { timeout: 60_000 }, () => {
  test('that gives no token without a proof and asks for nonces: signs in, calls the API, refreshes, goes on after a restart (H7)', async (context) => {
    const server = await startServer('required', context)
    const store = memoryStore()
    const { fetch: through, answers } = counting()
    const session = await signIn(servicesOf(server, store, {}, through))
    // What only lacked the nonce was sent once more, and no poll was early for it.
    const told = answers.filter((answer) => answer.startsWith('/device/auth') || answer.startsWith('/token'))
    // On a busy machine the person takes longer than for one poll.
    expect(told.filter((answer, index) => answer !== told[index - 1])).toEqual([
      '/device/auth 200',
      '/token use_dpop_nonce',
      '/token authorization_pending',
      '/token 200',
    ])
    expect((await session.fetch(`${server.apiUrl}/orders?page=1`)).status).toBe(200)
    const before = await session.getAccessToken()
    await session.refresh()
    expect(await session.getAccessToken()).not.toBe(before)
    expect((await session.fetch(`${server.apiUrl}/me`)).status).toBe(200)
    // What a thief of the token alone could do.
    const headers = { authorization: `Bearer ${await session.getAccessToken()}` }
    expect((await fetch(`${server.apiUrl}/me`, { headers })).status).toBe(401)
    await session.close()

    const restarted = await openSession(servicesOf(server, store, {}))
    await restarted!.refresh()
    expect((await restarted!.fetch(`${server.apiUrl}/orders`)).status).toBe(200)
    await restarted!.close()

    // The same session without its key.
    const keys = storedDpopKeys(memoryStore())
    const keyless = await openSession(servicesOf(server, store, { keys }))
    await expect(keyless!.fetch(`${server.apiUrl}/orders`)).rejects.toMatchObject({ reason: 'signedOut' })
    expect(keyless!.view).toMatchObject({ status: 'error', error: { reason: 'signedOut', endedBy: 'storage' } })
    await keyless!.close()
  })

  test('that binds the refresh token alone, as Keycloak can: the API gets a bearer token, a refresh its proof (H7)', async (context) => {
    const server = await startServer('refreshToken', context)
    const store = memoryStore()
    const session = await signIn(servicesOf(server, store, { acceptBearer: true }))
    await session.refresh()
    expect((await session.fetch(`${server.apiUrl}/orders`)).status).toBe(200)
    await session.signOut()

    const strict = servicesOf(server, memoryStore(), {})
    await expect(signIn(strict)).rejects.toMatchObject({ reason: 'invalidResponse', field: 'token_type' })
  })

  test('with the command: device-flow login --dpop, fetch and token (H7)', async (context) => {
    const server = await startServer('required', context)
    const home = await mkdtemp(join(tmpdir(), 'device-flow-'))
    context.onTestFinished(() => rm(home, { recursive: true }))
    const run = (...argv: string[]) => spawnCommand(home, argv)
    const target = ['--issuer', server.issuer, '--client-id', server.clientId, '--resource', server.apiUrl]
    const scope = 'openid offline_access api:read'
    const login = await run('login', ...target, '--scope', scope, '--dpop', 'tokens', '--store', 'file', '--json')
    expect(login).toMatchObject({ exitCode: 0 })

    const orders = await run('fetch', `${server.apiUrl}/orders`)
    expect(orders).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Tea, Darjeeling') })
    const header = await run('token', '--format', 'header')
    expect(header).toMatchObject({ exitCode: 6, stdout: '' })
    expect(header.stderr).toMatch(/bound to a key \(DPoP\).*Call the API by device-flow fetch\./)
    expect(JSON.parse((await run('token', '--json', '--min-life', '3600')).stdout)).toMatchObject({
      token_type: 'dpop',
    })
    expect(await run('logout')).toMatchObject({ exitCode: 0 })
  })
})

const command = fileURLToPath(new URL('../node_modules/.bin/device-flow', import.meta.url))

/** Runs the command to its end, and plays the person of a login. */
async function spawnCommand(
  home: string,
  argv: readonly string[],
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [command, ...argv], { env: { DEVICE_FLOW_HOME: home } })
  const closed = once(child, 'close') as Promise<[number | null]>
  const stderr = text(child.stderr)
  let stdout = ''
  for await (const line of createInterface(child.stdout)) {
    stdout += `${line}\n`
    if (!line.includes('"prompt"')) continue
    const prompt = JSON.parse(line) as { verification_uri: string; user_code: string }
    const { verification_uri: verificationUri, user_code: userCode } = prompt
    await playPerson({ verificationUri, userCode, decision: 'approve', name: 'Ada' })
  }
  return { exitCode: (await closed)[0], stdout, stderr: await stderr }
}
