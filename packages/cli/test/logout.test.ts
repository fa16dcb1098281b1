import { hang, reset } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { startDevice } from './device.ts'
import { jsonLines } from './running-command.ts'

describe.concurrent('device-flow logout', () => {
  test('has the tokens revoked, the refresh token first, and forgets the session', async () => {
    const device = await startDevice()
    await device.login()
    const [access, refresh] = device.server.issuedTokens()
    const { exitCode, stdout, stderr } = await device.run('logout', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toEqual([
      { type: 'signed_out', revoked: true, issuer: device.server.issuer, client_id: 'tv' },
    ])
    expect(stderr).toMatch(/signed out, and the tokens have been revoked\.\n$/)
    expect(device.server.requests('revocation').map(({ form }) => form.get('token'))).toEqual([refresh, access])
    expect((await device.run('token')).exitCode).toBe(8)
    expect((await device.run('logout')).exitCode).toBe(8)
  })

  test.each([
    ['down', reset()],
    ['hung', hang()],
  ])('forgets the session also when the server is %s, and says that the tokens may live on', async (_, answer) => {
    const device = await startDevice()
    await device.login('--request-timeout', '1')
    device.server.always('revocation', answer)
    const { exitCode, stdout, stderr } = await device.run('logout', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toEqual([expect.objectContaining({ type: 'signed_out', revoked: false })])
    expect(stderr).toContain('they may live on there until they expire')
    expect((await device.run('token')).exitCode).toBe(8)
  })

  test('forgets one of several, or with --all all of them', async () => {
    const device = await startDevice()
    await device.login('--profile', 'work')
    await device.login('--profile', 'home')
    await device.login()
    expect((await device.run('logout', '--profile', 'work')).exitCode).toBe(0)
    expect((await device.run('token', '--profile', 'work')).exitCode).toBe(8)
    expect((await device.run('token', '--profile', 'home')).exitCode).toBe(0)
    const { exitCode, stdout } = await device.run('logout', '--all', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toHaveLength(2)
    expect(device.server.counts()).toMatchObject({ families: 3, liveFamilies: 0 })
    expect((await device.run('status')).exitCode).toBe(8)
    expect((await device.run('logout', '--all', '--profile', 'home')).exitCode).toBe(2)
  })

  test('gives up a login that waits for its person', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    expect(await device.run('logout', '--json')).toMatchObject({ exitCode: 0 })
    expect((await device.run('login', '--resume')).exitCode).toBe(8)
  })
})
