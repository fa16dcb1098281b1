import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { granted, tokenSet } from '@device-flow/testing'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { connect, faultOf } from '../support.ts'

const mayStillSend = async (): Promise<boolean> => true

describe('a refresh whose time is over once there is a connection (R4, T11)', () => {
  test('is called off before its first byte, and is known to have used up nothing', async () => {
    const connections: Socket[] = []
    const server = createServer((socket) => void connections.push(socket)).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const services = createOAuthServices({
      endpoints: { deviceAuthorizationEndpoint: `${host}/device`, tokenEndpoint: `${host}/token` },
      clientId: 'tv',
    })
    const isInTime = vi.fn<() => boolean>(() => false)
    const fault = await faultOf(services.refreshTokens(tokenSet(), { mayStillSend, isInTime }))
    expect(fault).toMatchObject({ reason: 'busy', sentAt: undefined })
    expect(isInTime).toHaveBeenCalledOnce()
    await expect.poll(() => connections.map((socket) => socket.destroyed)).toEqual([true])
    expect(connections.map((socket) => socket.bytesRead)).toEqual([0])
  })

  test('is called off on a connection that was open already, too; the next one finds all well', async () => {
    const { services, server } = await connect()
    let isLate = true
    const refresh = () => services.refreshTokens(tokenSet({ idToken: null }), { mayStillSend, isInTime: () => !isLate })
    // Discovery has opened the connection.
    expect(await faultOf(refresh())).toMatchObject({ reason: 'busy', sentAt: undefined })
    expect(server.requests('token')).toHaveLength(0)
    isLate = false
    server.script('token', granted({ id_token: undefined }))
    expect((await refresh()).type).toBe('refreshed')
    expect(server.requests('token')).toHaveLength(1)
  })
})
