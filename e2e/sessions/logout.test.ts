import { startRotatingServer } from '@device-flow/testing'
import type { RotatingServer } from '@device-flow/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Home } from './home.ts'
import { limitFor } from './scale.ts'
import { expired } from './truth.ts'

let server: RotatingServer
let home: Home
beforeEach(async () => {
  server = await startRotatingServer()
  home = new Home(server)
  await home.login()
}, limitFor(1))
afterEach(() => server.close())

const full = { at: 1, does: 'ENOSPC' } as const
const readOnly = { at: 1, does: 'EACCES' } as const

test(
  'a logout on a full disk leaves no token behind, be it dead, or alive where the server does not hear of it (F12)',
  { timeout: limitFor(6) },
  async () => {
    const { code, stdout, stderr } = await home.run(['logout', '--json'], full)
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('the tokens have been revoked.\n') })
    expect(JSON.parse(stdout)).toMatchObject({ type: 'signed_out', revoked: true })
    expect(server.counts().liveFamilies).toBe(0)
    expect(await home.run(['token'])).toMatchObject({ code: 8, stdout: '' })
    await home.login()
    await server.goOffline()
    expect(await home.run(['logout'], full)).toMatchObject({ code: 0, stderr: expect.stringContaining('may live on') })
    expect(await home.run(['token'])).toMatchObject({ code: 8, stdout: '' })
  },
)

test(
  'a logout where nothing can be written revokes the tokens and says what stays behind, and that ends when it is used (F12)',
  { timeout: limitFor(4) },
  async () => {
    const { code, stdout, stderr } = await home.run(['logout', '--json'], readOnly)
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('They are dead, but still kept here') })
    expect(JSON.parse(stdout)).toMatchObject({ type: 'signed_out', revoked: true, forgotten: false })
    expect(server.counts().liveFamilies).toBe(0)
    expect(await home.run(['token'], expired)).toMatchObject({ code: 8, stdout: '' })
  },
)

test(
  'a logout that is neither written nor heard of by the server has not been one: it says so, and can be done again (F12)',
  { timeout: limitFor(4) },
  async () => {
    await server.goOffline()
    const { code, stdout, stderr } = await home.run(['logout', '--json'], readOnly)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('Not signed out') })
    expect(JSON.parse(stdout)).toMatchObject({ type: 'error', reason: 'storage' })
    await server.goOnline()
    expect((await home.run(['logout'])).code).toBe(0)
    expect(server.counts().liveFamilies).toBe(0)
  },
)
